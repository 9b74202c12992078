package org.lexicore.compiler.compress;

/** Cuts a row of weights into sub-vectors. */
final class SubVectors {
  private SubVectors() {}

  /**
   * The row divided by {@code scale}, filled up with zeros to a multiple of d.
   *
   * @return {@code [ceil(K / d), d]}
   */
  static float[] of(float[] row, float scale, int d) {
    float[] vectors = new float[(row.length + d - 1) / d * d];
    for (int i = 0; i < row.length; i++) {
      vectors[i] = row[i] / scale;
    }
    return vectors;
  }
}
