package org.lexicore.compiler.compress;

import java.util.stream.IntStream;

/**
 * Second moments, about the means, of what a kernel sees in the float network (x) and in the network compressed so far (x̂).
 *
 * @param second E[(x̂ − E x̂)(x̂ − E x̂)ᵀ]
 * @param cross E[(x − E x)(x̂ − E x̂)ᵀ]
 */
record Moments(double[][] second, double[][] cross) {
  /** A tile of the products, and how many positions are added to it at a time: what they read and write stays in the caches. */
  private static final int ROWS = 32;
  private static final int COLUMNS = 512;
  private static final int POSITIONS = 64;

  /**
   * Moments of paired observations.
   *
   * @param x {@code [positions][K]}
   * @param y the same positions in the compressed network; may be the same array
   */
  static Moments of(float[][] x, double[] meanX, float[][] y, double[] meanY) {
    float[][] centred = centred(y, meanY);
    double[][] second = products(columns(centred), centred, true);
    double[][] cross = x == y ? second : products(columns(centred(x, meanX)), centred, false);
    return new Moments(second, cross);
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

  private static float[][] centred(float[][] rows, double[] mean) {
    float[][] centred = new float[rows.length][mean.length];
    for (int n = 0; n < rows.length; n++) {
      for (int i = 0; i < mean.length; i++) {
        centred[n][i] = (float) (rows[n][i] - mean[i]);
      }
    }
    return centred;
  }

  private static float[][] columns(float[][] rows) {
    float[][] columns = new float[rows[0].length][rows.length];
    for (int n = 0; n < rows.length; n++) {
      for (int i = 0; i < columns.length; i++) {
        columns[i][n] = rows[n][i];
      }
    }
    return columns;
  }

  /** {@code aᵀ b / n} for a given by columns and b by rows; only the upper half is computed where the result is symmetric. */
  private static double[][] products(float[][] a, float[][] b, boolean symmetric) {
    int n = b.length;
    int width = b[0].length;
    double[][] products = new double[a.length][width];
    IntStream.range(0, (a.length + ROWS - 1) / ROWS).parallel().forEach(tile -> {
      int first = tile * ROWS;
      int last = Math.min(a.length, first + ROWS);
      float[][] sums = new float[last - first][width];
      for (int left = symmetric ? first / COLUMNS * COLUMNS : 0; left < width; left += COLUMNS) {
        for (int m = 0; m < n; m += POSITIONS) {
          for (int i = first; i < last; i++) {
            add(sums[i - first], symmetric ? Math.max(i, left) : left, Math.min(width, left + COLUMNS), a[i], b, m, Math.min(n, m + POSITIONS));
          }
        }
      }
      for (int i = first; i < last; i++) {
        for (int j = symmetric ? i : 0; j < width; j++) {
          products[i][j] = sums[i - first][j] / n;
        }
      }
    });
    for (int i = 0; symmetric && i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        products[i][j] = products[j][i];
      }
    }
    return products;
  }

  /** Adds positions {@code m} to {@code end}, four at a time, to the columns from {@code left} to {@code right}. */
  private static void add(float[] sums, int left, int right, float[] factors, float[][] rows, int m, int end) {
    int at = m;
    for (; at + 3 < end; at += 4) {
      add(sums, left, right, factors, rows, at);
    }
    for (; at < end; at++) {
      for (int j = left; j < right; j++) {
        sums[j] += factors[at] * rows[at][j];
      }
    }
  }

  private static void add(float[] sums, int left, int right, float[] factors, float[][] rows, int m) {
    float fa = factors[m];
    float fb = factors[m + 1];
    float fc = factors[m + 2];
    float fd = factors[m + 3];
    float[] a = rows[m];
    float[] b = rows[m + 1];
    float[] c = rows[m + 2];
    float[] d = rows[m + 3];
    for (int j = left; j < right; j++) {
      sums[j] += fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
    }
  }
}
