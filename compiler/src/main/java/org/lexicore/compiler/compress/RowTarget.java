package org.lexicore.compiler.compress;

import java.util.Arrays;
import java.util.List;

/**
 * What a layer's weights should be, and what being off costs.
 *
 * @param rows {@code [outputs][K]} in the order OHWI
 * @param curvatures one per group of the convolution
 * @param factors per group, of the curvature; empty unless all curvatures are dense
 */
record RowTarget(float[][] rows, List<Curvature> curvatures, List<UpperFactor> factors) {
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

  /** Mean squared output error of channel {@code row} with the weights {@code values}. */
  double cost(int row, float[] values) {
    float[] error = new float[values.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = rows[row][i] - values[i];
    }
    float[] product = curvature(row).times(error);
    double cost = 0;
    for (int i = 0; i < error.length; i++) {
      cost += (double) error[i] * product[i];
    }
    return cost;
  }

  /** Mean square of channel {@code row}'s output about its mean. */
  double power(int row) {
    return cost(row, new float[length()]);
  }
}
