package org.lexicore.compiler.compress;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.LayerWeights;

/**
 * Codes one layer's weights: per row a scale, and codewords of a codebook that is either fitted to the layer or given.
 *
 * <p>The order of the steps is one list in {@link #fit} and {@link #use}; each step alone lowers the layer's output error.
 */
final class LayerCoder {
  /** Indices cost k steps a sub-vector and sweep; beyond this many the nearest codeword is taken instead. */
  private static final long SWEEP_LIMIT = 20_000_000_000L;
  private static final int SWEEPS = 8;
  private static final int ROUNDS = 4;
  private static final int LLOYD_STEPS = 30;

  private final RowTarget target;
  private final long seed;

  /** A layer's integers and their scales: weight = integer × scale. */
  record Coding(LayerWeights.Fixed weights, float[] scales) {}

  LayerCoder(RowTarget target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /** Plain int8 weights. */
  Coding plain() {
    int length = target.length();
    byte[] values = new byte[target.outputs() * length];
    float[] scales = new float[target.outputs()];
    for (int row = 0; row < scales.length; row++) {
      float largest = 0;
      for (float value : target.rows()[row]) {
        largest = Math.max(largest, Math.abs(value));
      }
      scales[row] = largest == 0 ? 1 : largest / 127;
      for (int i = 0; i < length; i++) {
        values[row * length + i] = (byte) Math.max(-127, Math.min(127, Math.round(target.rows()[row][i] / scales[row])));
      }
    }
    return new Coding(new LayerWeights.Plain(scales.length, length, values), scales);
  }

  /**
   * Codewords fitted to the layer.
   *
   * @param k codewords wanted; fewer if the layer has not four sub-vectors for each
   */
  Coding fit(String id, int k, int d) {
    int perRow = (target.length() + d - 1) / d;
    long affordable = Math.max(2, Integer.highestOneBit(Math.max(2, target.outputs() * perRow / 4)));
    float[] scales = rootMeanSquares();
    Codewords codewords = Codewords.of(clusters(scales, (int) Math.min(k, affordable), d), d);
    CodedRows rows = new CodedRows(first(codewords, scales), scales);
    for (int round = 0; round < ROUNDS; round++) {
      improve(codewords, rows);
      RefitScales.refit(target, codewords, rows);
      codewords = RefitCodewords.refit(target, codewords, rows);
    }
    float unit = largest(codewords) / 127; // The last rounds see the codewords as they will be stored.
    byte[] stored = round(codewords.rows(), unit);
    for (int row = 0; row < scales.length; row++) {
      scales[row] *= unit;
    }
    return settle(new Codebook(id, d, stored), rows);
  }

  /** Codewords of a given codebook. */
  Coding use(Codebook codebook) {
    Codewords codewords = Codewords.of(floats(codebook), codebook.d());
    float[] scales = rootMeanSquares();
    double square = 0;
    for (byte element : codebook.codewords()) {
      square += element * element;
    }
    float spread = square == 0 ? 1 : (float) Math.sqrt(square / codebook.codewords().length);
    for (int row = 0; row < scales.length; row++) {
      scales[row] /= spread;
    }
    return settle(codebook, new CodedRows(first(codewords, scales), scales));
  }

  /** Indices and scales by turns for codewords that stay. */
  private Coding settle(Codebook codebook, CodedRows rows) {
    Codewords codewords = Codewords.of(floats(codebook), codebook.d());
    Optional<ImproveAssignment> improve = sweepable(codewords) ? Optional.of(new ImproveAssignment(target, codewords)) : Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      improve.ifPresent(it -> it.improve(rows, SWEEPS));
      RefitScales.refit(target, codewords, rows);
    }
    for (int row = 0; row < target.outputs(); row++) {
      boolean dead = true;
      for (float value : target.rows()[row]) {
        dead &= value == 0;
      }
      if (dead) {
        rows.scales()[row] = 0; // any codeword will do
      }
    }
    int[] indices = Arrays.stream(rows.indices()).flatMapToInt(Arrays::stream).toArray();
    return new Coding(new LayerWeights.Coded(target.outputs(), target.length(), codebook, indices), rows.scales());
  }

  private boolean sweepable(Codewords codewords) {
    return (long) target.outputs() * target.length() / codewords.d() * codewords.k() < SWEEP_LIMIT / codewords.d();
  }

  private void improve(Codewords codewords, CodedRows rows) {
    if (sweepable(codewords)) {
      new ImproveAssignment(target, codewords).improve(rows, SWEEPS);
    }
  }

  private int[][] first(Codewords codewords, float[] scales) {
    return !target.factors().isEmpty() && sweepable(codewords)
        ? AssignSequentially.assign(target, codewords, scales)
        : nearest(codewords, scales);
  }

  private int[][] nearest(Codewords codewords, float[] scales) {
    int d = codewords.d();
    NearestCodeword tree = new NearestCodeword(codewords.rows(), d);
    return IntStream.range(0, target.outputs()).parallel().mapToObj(row -> {
      float[] vectors = SubVectors.of(target.rows()[row], scales[row], d);
      int[] indices = new int[vectors.length / d];
      Arrays.setAll(indices, g -> tree.find(vectors, g * d));
      return indices;
    }).toArray(int[][]::new);
  }

  private float[] clusters(float[] scales, int k, int d) {
    int perRow = (target.length() + d - 1) / d;
    float[] points = new float[target.outputs() * perRow * d];
    float[] weights = new float[target.outputs() * perRow];
    for (int row = 0; row < target.outputs(); row++) {
      System.arraycopy(SubVectors.of(target.rows()[row], scales[row], d), 0, points, row * perRow * d, perRow * d);
      float[] importance = SubVectors.of(target.curvature(row).diagonal(), 1, d);
      for (int i = 0; i < importance.length; i++) {
        weights[row * perRow + i / d] += importance[i] * scales[row] * scales[row] / d;
      }
    }
    return KMeans.cluster(points, weights, d, k, LLOYD_STEPS, seed).centroids();
  }

  private float[] rootMeanSquares() {
    float[] scales = new float[target.outputs()];
    for (int row = 0; row < scales.length; row++) {
      double square = 0;
      for (float value : target.rows()[row]) {
        square += value * value;
      }
      scales[row] = square == 0 ? 1 : (float) Math.sqrt(square / target.length());
    }
    return scales;
  }

  private static float[] floats(Codebook codebook) {
    float[] values = new float[codebook.codewords().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = codebook.codewords()[i];
    }
    return values;
  }

  private static float largest(Codewords codewords) {
    float largest = Float.MIN_NORMAL;
    for (float element : codewords.rows()) {
      largest = Math.max(largest, Math.abs(element));
    }
    return largest;
  }

  private static byte[] round(float[] values, float unit) {
    byte[] rounded = new byte[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (byte) Math.max(-127, Math.min(127, Math.round(values[i] / unit)));
    }
    return rounded;
  }
}
