package org.lexicore.compiler.compress;

/**
 * Codewords as real vectors, element-major.
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

  /** The score of codeword {@code c}, {@code cost[c] − 2·⟨c, target⟩}: what {@link ScoreCodewords} compares, to the bit; costs lie as there. */
  float score(int c, float[][] cost, float[] target) {
    float score = cost[c / ScoreCodewords.TILE][c % ScoreCodewords.TILE];
    for (int i = 0; i < columns.length; i++) {
      score -= 2 * target[i] * columns[i][c];
    }
    return score;
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
