package org.lexicore.compiler.onnx;

/**
 * Where the batch lies in a tensor: an axis of {@code outer · batch · inner} elements, the batch within it. Both are 1
 * where the axis is the batch alone; a reshape merges it with its neighbours, and another one may part them again.
 *
 * @param outer elements of that axis that change more slowly than the sample
 * @param inner elements of that axis for one sample and one outer element
 */
record BatchAxis(int axis, int outer, int inner) {
  /** The batch alone in front. */
  static final BatchAxis FIRST = new BatchAxis(0, 1, 1);

  BatchAxis at(int other) {
    return new BatchAxis(other, outer, inner);
  }

  /** Extent of the axis for one sample. */
  int extent() {
    return outer * inner;
  }

  /** Whether the samples follow each other as wholes. */
  boolean isFirst() {
    return axis == 0 && outer == 1;
  }
}
