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
  /** Rows that are multiplied together. */
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
    int perGroup = outputs() / curvatures.size();
    int batches = Math.ceilDiv(perGroup, ROWS);
    IntStream.range(0, curvatures.size() * batches).parallel().forEach(batch -> {
      int group = batch / batches;
      int from = group * perGroup + batch % batches * ROWS;
      int to = Math.min((group + 1) * perGroup, from + ROWS);
      float[][] vectors = IntStream.range(from, to).mapToObj(vector).toArray(float[][]::new);
      System.arraycopy(curvatures.get(group).times(vectors), 0, products, from, to - from);
    });
    return products;
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
