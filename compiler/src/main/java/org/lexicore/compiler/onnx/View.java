package org.lexicore.compiler.onnx;

/**
 * A tensor of one sample as the file sees it: the elements of a draft's tensor in the same order, under extents of its own. Flatten and its
 * relatives change only the extents.
 *
 * @param draft whose elements they are
 * @param dims extents in ONNX, the batch taken as 1
 */
record View(String draft, int... dims) {
  /** Number of elements. */
  int size() {
    return Extents.size(dims);
  }
}
