package org.lexicore.compiler.compress;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Second moments, about the means, of what a kernel sees in the float network (x) and in the network compressed so far (x̂).
 *
 * @param second E[(x̂ − E x̂)(x̂ − E x̂)ᵀ]
 * @param cross E[(x − E x)(x̂ − E x̂)ᵀ]
 */
record Moments(double[][] second, double[][] cross) {
  /** A tile of the products, and how many positions are added to it at a time: what they read stays in the first-level cache. */
  private static final int ROWS = 32;
  private static final int COLUMNS = 1024;
  private static final int POSITIONS = 8;

  /**
   * Moments of paired observations, from which their means are taken in place.
   *
   * @param x {@code [positions][K]}
   * @param y the same positions in the compressed network; may be the same array
   */
  static Moments of(float[][] x, double[] meanX, float[][] y, double[] meanY) {
    centre(y, meanY);
    double[][] second = products(y, y, true);
    if (x == y) {
      return new Moments(second, second);
    }
    centre(x, meanX);
    return new Moments(second, products(x, y, false));
  }

  /** Adds {@code share} of the mean diagonal to the diagonal of {@code second}; returns what was added. */
  double damp(double share) {
    double trace = 0;
    for (int i = 0; i < second.length; i++) {
      trace += second[i][i];
    }
    double damping = Math.max(1e-12, share * trace / second.length);
    for (int i = 0; i < second.length; i++) {
      second[i][i] += damping;
    }
    return damping;
  }

  /** Variance of each position, with {@code share} of their mean added to each. */
  static float[] variances(float[][] rows, double[] mean, double share) {
    float[] variances = new float[mean.length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        float difference = (float) (row[i] - mean[i]);
        variances[i] += difference * difference / rows.length;
      }
    }
    double sum = 0;
    for (float variance : variances) {
      sum += variance;
    }
    for (int i = 0; i < variances.length; i++) {
      variances[i] += (float) Math.max(1e-12, share * sum / variances.length);
    }
    return variances;
  }

  /** Mean of each position. */
  static double[] mean(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= rows.length;
    }
    return mean;
  }

  private static void centre(float[][] rows, double[] mean) {
    Arrays.stream(rows).parallel().forEach(row -> {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (row[i] - mean[i]);
      }
    });
  }

  /** {@code aᵀ b / n}; only the upper half is computed where the result is symmetric. */
  private static double[][] products(float[][] a, float[][] b, boolean symmetric) {
    int n = b.length;
    int width = b[0].length;
    double[][] products = new double[width][width];
    IntStream.range(0, (width + ROWS - 1) / ROWS).parallel().forEach(tile -> {
      int first = tile * ROWS;
      int last = Math.min(width, first + ROWS);
      float[][] sums = new float[last - first][width];
      for (int left = symmetric ? first / COLUMNS * COLUMNS : 0; left < width; left += COLUMNS) {
        for (int m = 0; m < n; m += POSITIONS) {
          for (int i = first; i < last; i++) {
            add(sums[i - first], symmetric ? Math.max(i, left) : left, Math.min(width, left + COLUMNS), a, i, b, m, Math.min(n, m + POSITIONS));
          }
        }
      }
      for (int i = first; i < last; i++) {
        for (int j = symmetric ? i : 0; j < width; j++) {
          products[i][j] = sums[i - first][j] / n;
        }
      }
    });
    for (int i = 0; symmetric && i < width; i++) {
      for (int j = 0; j < i; j++) {
        products[i][j] = products[j][i];
      }
    }
    return products;
  }

  /** Adds what positions {@code m} to {@code end} make with column {@code i} of {@code a}, four at a time, from {@code left} to {@code right}. */
  private static void add(float[] sums, int left, int right, float[][] a, int i, float[][] b, int m, int end) {
    int at = m;
    for (; at + 3 < end; at += 4) {
      add(sums, left, right, a[at][i], b[at], a[at + 1][i], b[at + 1], a[at + 2][i], b[at + 2], a[at + 3][i], b[at + 3]);
    }
    for (; at < end; at++) {
      float factor = a[at][i];
      float[] row = b[at];
      for (int j = left; j < right; j++) {
        sums[j] += factor * row[j];
      }
    }
  }

  private static void add(
      float[] sums, int left, int right, float fa, float[] a, float fb, float[] b, float fc, float[] c, float fd, float[] d) {
    for (int j = left; j < right; j++) {
      sums[j] += fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
    }
  }
}
