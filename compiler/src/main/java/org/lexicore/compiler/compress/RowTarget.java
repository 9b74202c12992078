package org.lexicore.compiler.compress;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a layer's weights should be, and what being off costs.
 *
 * @param rows {@code [outputs][K]} in the order OHWI
 * @param curvatures one per group of the convolution
 * @param factors per group, of the curvature; empty unless all curvatures are dense
 */
record RowTarget(float[][] rows, List<Curvature> curvatures, List<UpperFactor> factors) {
  /** Rows that are taken together, for the sake of what all of them read. */
  private static final int ROWS = 8;

  /** The weights themselves, every position costing the same. */
  static RowTarget uniform(float[] ohwi, int outputs) {
    int length = ohwi.length / outputs;
    float[][] rows = new float[outputs][];
    for (int o = 0; o < outputs; o++) {
      rows[o] = Arrays.copyOfRange(ohwi, o * length, (o + 1) * length);
    }
    return new RowTarget(rows, List.of(Curvature.Diagonal.uniform(length)), List.of());
  }

  int outputs() {
    return rows.length;
  }

  int length() {
    return rows[0].length;
  }

  /** Group of the convolution that output channel {@code row} belongs to. */
  int group(int row) {
    return row / (rows.length / curvatures.size());
  }

  Curvature curvature(int row) {
    return curvatures.get(group(row));
  }

  /**
   * {@code vector(row) · H} for every row, on all cores.
   *
   * @param vector K elements for a row; asked for from several threads
   */
  float[][] times(IntFunction<float[]> vector) {
    float[][] products = new float[outputs()][];
    batches((from, to) -> {
      float[][] vectors = IntStream.range(from, to).mapToObj(vector).toArray(float[][]::new);
      System.arraycopy(curvature(from).times(vectors), 0, products, from, to - from);
    });
    return products;
  }

  /** Some rows of one group, from the first to the one before the last. */
  @FunctionalInterface
  interface Batch {
    void take(int from, int to);
  }

  /** Hands out all rows, a few of a group at a time, on all cores. */
  void batches(Batch batch) {
    batches(0, curvatures.size(), batch);
  }

  /** As {@link #batches(Batch)}, the rows of one group. */
  void batches(int group, Batch batch) {
    batches(group, group + 1, batch);
  }

  private void batches(int first, int last, Batch batch) {
    int perGroup = outputs() / curvatures.size();
    int batches = Math.ceilDiv(perGroup, ROWS);
    IntStream.range(first * batches, last * batches).parallel().forEach(number -> {
      int start = number / batches * perGroup;
      int from = start + number % batches * ROWS;
      batch.take(from, Math.min(start + perGroup, from + ROWS));
    });
  }

  /**
   * Mean squared output error of each channel.
   *
   * @param values the weights that the layer got, as {@link #rows}
   */
  double[] costs(float[][] values) {
    float[][] errors = new float[outputs()][];
    float[][] products = times(row -> errors[row] = error(row, values[row]));
    return IntStream.range(0, outputs()).mapToDouble(row -> dot(errors[row], products[row])).toArray();
  }

  /** Mean square of each channel's output about its mean. */
  double[] powers() {
    return costs(new float[outputs()][length()]);
  }

  private float[] error(int row, float[] values) {
    float[] error = new float[values.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = rows[row][i] - values[i];
    }
    return error;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
