package org.lexicore.compiler.map;

/**
 * A rectangle of a layer's output, and the rectangle of the convolution's output that it needs.
 *
 * @param outY rows of the layer's output
 * @param outX columns of the layer's output
 * @param convY rows of the convolution's output that fall into the windows of {@code outY}; the same without a pool
 * @param convX columns alike
 */
record Tile(Span outY, Span outX, Span convY, Span convX) {
  /** Accumulator words that the tile takes. */
  int pixels() {
    return convY.size() * convX.size();
  }

  /** Pixels of the output. */
  int outputs() {
    return outY.size() * outX.size();
  }
}
