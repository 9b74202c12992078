package org.lexicore.compiler.compress;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The upper triangular R of a symmetric positive definite {@code H = R Rᵀ}, the Cholesky factorisation taken from the last row up.
 *
 * <p>Its inverse is the upper Cholesky factor of {@code H⁻¹}, which is what sequential quantisation needs (Frantar et al., "GPTQ",
 * arXiv 2210.17323, section 3.3).
 */
final class UpperFactor {
  /** Products that are worth waking other threads for. */
  private static final long WORTH = 1 << 16;

  /** Columns of the inverse that are computed together. */
  private static final int COLUMNS = 128;

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
      column(h, r, j);
    }
    return Optional.of(new UpperFactor(r));
  }

  /** Column j above the diagonal: each element by itself, four at a time. */
  private static void column(double[][] h, double[][] r, int j) {
    IntStream fours = IntStream.range(0, j / 4);
    ((long) j * (r.length - j) >= WORTH ? fours.parallel() : fours).forEach(four -> {
      double[] dots = new double[4];
      dots(r, 4 * four, r[j], j + 1, dots);
      for (int i = 4 * four; i < 4 * four + 4; i++) {
        r[i][j] = (h[i][j] - dots[i % 4]) / r[j][j];
      }
    });
    for (int i = j / 4 * 4; i < j; i++) {
      r[i][j] = (h[i][j] - dot(r[i], r[j], j + 1)) / r[j][j];
    }
  }

  /** {@link #dot} of four rows at once, whose sums need not wait for each other. */
  private static void dots(double[][] r, int row, double[] b, int from, double[] dots) {
    double[] a0 = r[row];
    double[] a1 = r[row + 1];
    double[] a2 = r[row + 2];
    double[] a3 = r[row + 3];
    double even0 = 0;
    double odd0 = 0;
    double even1 = 0;
    double odd1 = 0;
    double even2 = 0;
    double odd2 = 0;
    double even3 = 0;
    double odd3 = 0;
    int m = from;
    for (; m + 1 < b.length; m += 2) {
      even0 += a0[m] * b[m];
      odd0 += a0[m + 1] * b[m + 1];
      even1 += a1[m] * b[m];
      odd1 += a1[m + 1] * b[m + 1];
      even2 += a2[m] * b[m];
      odd2 += a2[m + 1] * b[m + 1];
      even3 += a3[m] * b[m];
      odd3 += a3[m + 1] * b[m + 1];
    }
    boolean last = m < b.length;
    dots[0] = even0 + odd0 + (last ? a0[m] * b[m] : 0);
    dots[1] = even1 + odd1 + (last ? a1[m] * b[m] : 0);
    dots[2] = even2 + odd2 + (last ? a2[m] * b[m] : 0);
    dots[3] = even3 + odd3 + (last ? a3[m] * b[m] : 0);
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
    IntStream.range(0, (n + COLUMNS - 1) / COLUMNS).parallel().forEach(
        tile -> invert(inverse, tile * COLUMNS, Math.min(n, (tile + 1) * COLUMNS)));
    return inverse;
  }

  /** The columns from {@code left} to {@code right}, which depend on no others. */
  private void invert(double[][] inverse, int left, int right) {
    for (int i = right - 1; i >= 0; i--) {
      double[] row = inverse[i];
      if (i >= left) {
        row[i] = 1;
      }
      for (int m = i + 1; m < right; m++) {
        add(row, inverse[m], -r[i][m], Math.max(m, left), right);
      }
      for (int j = Math.max(i, left); j < right; j++) {
        row[j] /= r[i][i];
      }
    }
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
      add(y, r[i], -w[i], i + 1, n);
    }
    return w;
  }

  private static void add(double[] sums, double[] row, double factor, int from, int to) {
    for (int j = from; j < to; j++) {
      sums[j] += factor * row[j];
    }
  }
}
