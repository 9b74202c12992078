package org.lexicore.compiler.compress;

/**
 * Codewords as real vectors, element-major, so that one element of all codewords lies in a row that the JIT compiler vectorises over.
 *
 * @param columns {@code [d][k]}
 */
record Codewords(float[][] columns) {
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
    System.arraycopy(cost, 0, scores, 0, scores.length);
    for (int i = 0; i < columns.length; i++) {
      subtract(scores, columns[i], 2 * target[i]);
    }
    int best = 0;
    float least = scores[0];
    for (int c = 1; c < scores.length; c++) {
      if (scores[c] < least) {
        least = scores[c];
        best = c;
      }
    }
    return best;
  }

  private static void subtract(float[] scores, float[] column, float factor) {
    for (int c = 0; c < scores.length; c++) {
      scores[c] -= factor * column[c];
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
