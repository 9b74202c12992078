package org.lexicore.compiler.compress;

import java.util.Optional;

/** The lower triangular L of a small symmetric positive definite {@code M = L Lᵀ}. */
record LowerFactor(double[][] rows) {
  /**
   * The factor of the first {@code size} rows and columns of {@code m}; empty if they are not positive definite by a fair margin.
   *
   * @param m at least size × size
   */
  static Optional<LowerFactor> of(float[][] m, int size) {
    double[][] l = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = m[i][j];
        for (int n = 0; n < j; n++) {
          sum -= l[i][n] * l[j][n];
        }
        if (i == j && !(sum > 1e-5 * m[i][i])) {
          return Optional.empty();
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return Optional.of(new LowerFactor(l));
  }

  /** The y with {@code L y = w}: the square of its length is that of {@code M⁻¹ w} in the metric M. */
  double[] solve(float[] w) {
    double[] y = new double[rows.length];
    for (int i = 0; i < y.length; i++) {
      double sum = w[i];
      for (int n = 0; n < i; n++) {
        sum -= rows[i][n] * y[n];
      }
      y[i] = sum / rows[i][i];
    }
    return y;
  }
}
