package org.lexicore.compiler.compress;

import java.util.Optional;

/**
 * The upper triangular R of a symmetric positive definite {@code H = R Rᵀ}, the Cholesky factorisation taken from the last row up.
 *
 * <p>Its inverse is the upper Cholesky factor of {@code H⁻¹}, which is what sequential quantisation needs (Frantar et al., "GPTQ",
 * arXiv 2210.17323, section 3.3).
 */
final class UpperFactor {
  private final double[][] r;

  private UpperFactor(double[][] r) {
    this.r = r;
  }

  /**
   * The factor of second moments.
   *
   * @param damping what was added to their diagonal
   */
  record Damped(UpperFactor factor, double damping) {}

  /**
   * Adds {@code share} of the mean diagonal to the diagonal of {@code moments}, and more where that does not make them positive definite: where
   * inputs differ by many orders of magnitude, sums of floats are off by more.
   */
  static Damped damped(Moments moments, double share) {
    double damping = moments.damp(share);
    Optional<UpperFactor> factor = of(moments.second());
    for (double more = share; factor.isEmpty(); more *= 4) {
      damping += moments.damp(more);
      factor = of(moments.second());
    }
    return new Damped(factor.get(), damping);
  }

  /** Factorises {@code h}, of which only the upper half is read; empty if it is not positive definite to the precision at hand. */
  static Optional<UpperFactor> of(double[][] h) {
    int n = h.length;
    double[][] r = new double[n][n];
    for (int j = n - 1; j >= 0; j--) {
      double[] rowJ = r[j];
      double pivot = h[j][j] - dot(rowJ, rowJ, j + 1);
      if (!(pivot > 0)) {
        return Optional.empty();
      }
      rowJ[j] = Math.sqrt(pivot);
      for (int i = 0; i < j; i++) {
        r[i][j] = (h[i][j] - dot(r[i], rowJ, j + 1)) / rowJ[j];
      }
    }
    return Optional.of(new UpperFactor(r));
  }

  private static double dot(double[] a, double[] b, int from) {
    double even = 0;
    double odd = 0;
    int m = from;
    for (; m + 1 < a.length; m += 2) {
      even += a[m] * b[m];
      odd += a[m + 1] * b[m + 1];
    }
    return even + odd + (m < a.length ? a[m] * b[m] : 0);
  }

  /** Element of R. */
  double at(int row, int column) {
    return r[row][column];
  }

  /** {@code R⁻¹}, upper triangular. */
  double[][] inverse() {
    int n = r.length;
    double[][] inverse = new double[n][n];
    for (int i = n - 1; i >= 0; i--) {
      inverse[i][i] = 1;
      for (int m = i + 1; m < n; m++) {
        add(inverse[i], inverse[m], -r[i][m], m);
      }
      for (int j = i; j < n; j++) {
        inverse[i][j] /= r[i][i];
      }
    }
    return inverse;
  }

  /** The row w with {@code w H = b}. */
  double[] solve(double[] b) {
    int n = r.length;
    double[] y = b.clone();
    for (int i = n - 1; i >= 0; i--) {
      y[i] = (y[i] - dot(y, r[i], i + 1)) / r[i][i];
    }
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      w[i] = y[i] / r[i][i];
      add(y, r[i], -w[i], i + 1);
    }
    return w;
  }

  private static void add(double[] sums, double[] row, double factor, int from) {
    for (int j = from; j < sums.length; j++) {
      sums[j] += factor * row[j];
    }
  }
}
