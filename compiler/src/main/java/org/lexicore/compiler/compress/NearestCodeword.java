package org.lexicore.compiler.compress;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Finds the nearest of many codewords exactly, with a k-d tree: each node halves its codewords at the median of the element in which
 * they spread most.
 *
 * <p>Immutable; usable from several threads at once. Of codewords at the same distance the one with the lowest index is found.
 */
final class NearestCodeword {
  private static final int LEAF = 8;

  private final int d;
  /** Codewords in tree order, {@code [k, d]}; a leaf's codewords lie together. */
  private final float[] points;
  private final int[] indices;
  private final int[] axes;
  private final float[] splits;

  /**
   * A search over {@code rows}.
   *
   * @param rows {@code [k, d]}
   */
  NearestCodeword(float[] rows, int d) {
    this.d = d;
    int k = rows.length / d;
    int nodes = 1;
    while (k / nodes > LEAF) {
      nodes *= 2;
    }
    axes = new int[nodes];
    splits = new float[nodes];
    Integer[] order = new Integer[k];
    Arrays.setAll(order, i -> i);
    build(rows, order, 1, 0, k);
    indices = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    points = new float[rows.length];
    for (int i = 0; i < k; i++) {
      System.arraycopy(rows, indices[i] * d, points, i * d, d);
    }
  }

  /** Node n has the children 2n and 2n + 1; nodes from {@code axes.length} on are leaves. */
  private void build(float[] rows, Integer[] order, int node, int from, int to) {
    if (node >= axes.length) {
      Arrays.sort(order, from, to);
      return;
    }
    int axis = widest(rows, order, from, to);
    Arrays.sort(order, from, to, Comparator.<Integer>comparingDouble(i -> rows[i * d + axis]).thenComparing(i -> i));
    int middle = (from + to) >>> 1;
    axes[node] = axis;
    splits[node] = rows[order[middle] * d + axis];
    build(rows, order, 2 * node, from, middle);
    build(rows, order, 2 * node + 1, middle, to);
  }

  private int widest(float[] rows, Integer[] order, int from, int to) {
    int widest = 0;
    float width = -1;
    for (int axis = 0; axis < d; axis++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low = Math.min(low, rows[order[i] * d + axis]);
        high = Math.max(high, rows[order[i] * d + axis]);
      }
      if (high - low > width) {
        width = high - low;
        widest = axis;
      }
    }
    return widest;
  }

  /** Index of the codeword nearest to the d elements of {@code vectors} from {@code at} on. */
  int find(float[] vectors, int at) {
    Search search = new Search(vectors, at);
    search.visit(1, 0, indices.length, 0, new float[d]);
    return search.best;
  }

  private final class Search {
    private final float[] vectors;
    private final int at;
    private float least = Float.POSITIVE_INFINITY;
    private int best;

    private Search(float[] vectors, int at) {
      this.vectors = vectors;
      this.at = at;
    }

    /**
     * Looks through a node.
     *
     * @param bound squared distance from the vector to the node's box, as far as the splits above tell
     * @param offsets the vector's distance from that box along each axis
     */
    private void visit(int node, int from, int to, float bound, float[] offsets) {
      if (node >= axes.length) {
        scan(from, to);
        return;
      }
      int axis = axes[node];
      float beyond = vectors[at + axis] - splits[node];
      int middle = (from + to) >>> 1;
      boolean left = beyond < 0;
      visit(left ? 2 * node : 2 * node + 1, left ? from : middle, left ? middle : to, bound, offsets);
      float before = offsets[axis];
      float farther = bound - before * before + beyond * beyond;
      // Equal distances are looked at too, for the sake of the lowest index; rounding must not hide one.
      if (farther <= least * 1.0001f) {
        offsets[axis] = beyond;
        visit(left ? 2 * node + 1 : 2 * node, left ? middle : from, left ? to : middle, farther, offsets);
        offsets[axis] = before;
      }
    }

    private void scan(int from, int to) {
      for (int i = from; i < to; i++) {
        float distance = distance(i * d);
        if (distance < least || (distance == least && indices[i] < best)) {
          least = distance;
          best = indices[i];
        }
      }
    }

    /** Four elements at a time need not wait for each other's loads; the sum is in order. */
    private float distance(int point) {
      float distance = 0;
      int j = 0;
      for (; j + 4 <= d; j += 4) {
        float first = points[point + j] - vectors[at + j];
        float second = points[point + j + 1] - vectors[at + j + 1];
        float third = points[point + j + 2] - vectors[at + j + 2];
        float fourth = points[point + j + 3] - vectors[at + j + 3];
        distance = distance + first * first + second * second + third * third + fourth * fourth;
      }
      for (; j < d; j++) {
        float difference = points[point + j] - vectors[at + j];
        distance += difference * difference;
      }
      return distance;
    }
  }
}
