package org.lexicore.compiler.format;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the header says of one compressed weight.
 *
 * @param scheme {@code int8}, {@code per-layer} or {@code universal}
 * @param codebook id of the codebook; none for int8
 * @param shape as in ONNX: {@code [O, I, H, W]}, or a matrix
 * @param order in which the stored elements lie, last letter fastest: a permutation of OIHW, or of OI for a matrix
 * @param d elements per codeword, 0 for int8
 * @param k codewords, 0 for int8
 * @param indexBits bits that an index needs, 0 for int8
 */
record LayerEntry(String scheme, Optional<String> codebook, int[] shape, String order, int d, int k, int indexBits) {
  static final String INT8 = "int8";

  boolean coded() {
    return codebook.isPresent();
  }

  /**
   * Whether plain weights may be stored under these extents: those of ONNX or of {@link #order}, of a line, or of a
   * matrix turned to OI.
   */
  boolean mayHaveShape(int... stored) {
    int[] ordered = new int[shape.length];
    Arrays.setAll(ordered, i -> shape["OIHW".indexOf(order.charAt(i))]);
    boolean line = shape.length == 4 && shape[2] == 1 && Arrays.equals(stored, new int[] {shape[0], shape[1], shape[3]});
    boolean turned = shape.length == 2 && Arrays.equals(stored, new int[] {shape[1], shape[0]});
    return Arrays.equals(stored, shape) || Arrays.equals(stored, ordered) || line || turned;
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
