package org.lexicore.compiler.format;

import java.util.Optional;

/**
 * What the header says of one compressed weight.
 *
 * @param scheme {@code int8}, {@code per-layer} or {@code universal}
 * @param codebook id of the codebook; none for int8
 * @param shape as in ONNX: {@code [O, I, H, W]}, or a matrix
 * @param order in which the stored elements lie, last letter fastest: a permutation of OIHW, or of OI for a matrix
 * @param d elements a codeword, 0 for int8
 * @param k codewords, 0 for int8
 * @param indexBits bits that an index needs, 0 for int8
 */
record LayerEntry(String scheme, Optional<String> codebook, int[] shape, String order, int d, int k, int indexBits) {
  static final String INT8 = "int8";

  boolean coded() {
    return codebook.isPresent();
  }

  /** Number of weights. */
  long size() {
    long size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    return size;
  }
}
