package org.lexicore.compiler.compress;

/**
 * Codewords as real vectors, element-major, so that one element of all codewords lies in a row that the JIT compiler vectorises over.
 *
 * @param columns {@code [d][k]}
 */
record Codewords(float[][] columns) {
  /** Codewords whose scores stay in the first-level cache. */
  private static final int TILE = 2048;

  /** Codewords from {@code [k, d]} row-major values. */
  static Codewords of(float[] rows, int d) {
    float[][] columns = new float[d][rows.length / d];
    for (int i = 0; i < rows.length; i++) {
      columns[i % d][i / d] = rows[i];
    }
    return new Codewords(columns);
  }

  int k() {
    return columns[0].length;
  }

  int d() {
    return columns.length;
  }

  /** The codewords as {@code [k, d]} row-major values. */
  float[] rows() {
    float[] rows = new float[k() * d()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = columns[i % d()][i / d()];
    }
    return rows;
  }

  /**
   * Index of the codeword c with the least {@code cost[c] − 2·⟨c, target⟩}, the first of equals.
   *
   * @param cost one per codeword; with the squared norms this is the nearest codeword
   * @param target d elements
   * @param scores scratch of k elements
   */
  int best(float[] cost, float[] target, float[] scores) {
    int best = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int from = 0; from < scores.length; from += TILE) {
      int to = Math.min(scores.length, from + TILE);
      System.arraycopy(cost, from, scores, from, to - from);
      subtract(scores, target, from, to);
      for (int c = from; c < to; c++) {
        if (scores[c] < least) {
          least = scores[c];
          best = c;
        }
      }
    }
    return best;
  }

  /** What {@link #best} compares: the score of codeword {@code c}, to the bit. */
  float score(int c, float[] cost, float[] target) {
    float score = cost[c];
    for (int i = 0; i < columns.length; i++) {
      score -= 2 * target[i] * columns[i][c];
    }
    return score;
  }

  private void subtract(float[] scores, float[] target, int from, int to) {
    int i = 0;
    for (; i + 4 <= columns.length; i += 4) {
      subtract(scores, columns[i], columns[i + 1], columns[i + 2], columns[i + 3], 2 * target[i], 2 * target[i + 1], 2 * target[i + 2],
          2 * target[i + 3], from, to);
    }
    for (; i < columns.length; i++) {
      subtract(scores, columns[i], 2 * target[i], from, to);
    }
  }

  private static void subtract(
      float[] scores, float[] a, float[] b, float[] c, float[] d, float fa, float fb, float fc, float fd, int from, int to) {
    for (int i = from; i < to; i++) {
      scores[i] = scores[i] - fa * a[i] - fb * b[i] - fc * c[i] - fd * d[i];
    }
  }

  private static void subtract(float[] scores, float[] column, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      scores[i] -= factor * column[i];
    }
  }

  /** {@code ⟨c, M c⟩} of each codeword c, for a symmetric matrix M of d × d. */
  float[] norms(float[][] matrix) {
    float[] norms = new float[k()];
    for (int i = 0; i < d(); i++) {
      for (int j = 0; j < d(); j++) {
        addProduct(norms, columns[i], columns[j], matrix[i][j]);
      }
    }
    return norms;
  }

  /** Squared length of each codeword. */
  float[] norms() {
    float[] norms = new float[k()];
    for (float[] column : columns) {
      addProduct(norms, column, column, 1);
    }
    return norms;
  }

  private static void addProduct(float[] sums, float[] a, float[] b, float factor) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += factor * a[c] * b[c];
    }
  }
}
