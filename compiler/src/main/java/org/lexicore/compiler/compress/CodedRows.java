package org.lexicore.compiler.compress;

/**
 * A layer's weights while they are being coded: indices, and a scale for each row.
 *
 * @param indices {@code [outputs][ceil(K / d)]}
 * @param scales one per row, positive
 */
record CodedRows(int[][] indices, float[] scales) {
  /** Row {@code row} without its scale: its codewords one after the other, cut at {@code length}. */
  float[] units(int row, Codewords codewords, int length) {
    float[] values = new float[length];
    int d = codewords.d();
    float[][] columns = codewords.columns();
    for (int g = 0; g * d < length; g++) {
      int index = indices[row][g];
      for (int i = g * d; i < Math.min(length, (g + 1) * d); i++) {
        values[i] = columns[i - g * d][index];
      }
    }
    return values;
  }

  /** Row {@code row} as real weights. */
  float[] values(int row, Codewords codewords, int length) {
    float[] values = units(row, codewords, length);
    for (int i = 0; i < length; i++) {
      values[i] *= scales[row];
    }
    return values;
  }
}
