package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Arithmetic on tensor extents. */
final class Extents {
  /** Elements that a constant may grow to. */
  private static final int LARGEST_CONSTANT = 1 << 28;

  private Extents() {}

  /**
   * Product of the extents.
   *
   * @throws NotTaken if it is beyond what one array holds
   */
  static int size(int... dims) {
    long size = 1;
    for (int extent : dims) {
      size *= extent;
      if (size < 0 || size > Integer.MAX_VALUE - 8) {
        throw new NotTaken("a tensor of " + text(dims) + " elements is too large", "make it smaller");
      }
    }
    return (int) size;
  }

  /**
   * Product of the extents of a constant that is computed here, which must not fill the memory.
   *
   * @throws NotTaken if it is beyond what a few bytes of the file may become
   */
  static int constantSize(int... dims) {
    return constantSizeFrom(0, dims);
  }

  /**
   * As above, of a constant that is made of one of {@code given} elements: what becomes no larger is no danger, as the transposed weight of a whole
   * vocabulary.
   */
  static int constantSizeFrom(int given, int... dims) {
    int size = size(dims);
    if (size > Math.max(given, LARGEST_CONSTANT)) {
      throw new NotTaken("a constant of " + text(dims) + " elements would be computed, and at most " + LARGEST_CONSTANT + " are",
          "store its values in the file, or make it smaller");
    }
    return size;
  }

  /** How far apart in C order neighbours along each axis lie. */
  static int[] strides(int... dims) {
    int[] strides = new int[dims.length];
    int step = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= dims[axis];
    }
    return strides;
  }

  /** {@code 1x3x28x28}; {@code scalar} without extents. */
  static String text(int... dims) {
    return dims.length == 0 ? "scalar" : Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }

  /** The position {@code [1,0,2]} of element {@code at} in C order. */
  static String position(int at, int... dims) {
    int[] strides = strides(dims);
    StringBuilder text = new StringBuilder("[");
    for (int axis = 0; axis < dims.length; axis++) {
      text.append(axis == 0 ? "" : ",").append(at / strides[axis] % dims[axis]);
    }
    return text.append(']').toString();
  }

  /** Axis {@code axis} counted from the front; negative ones count from the end. */
  static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new NotTaken("axis " + axis + " of a tensor with " + rank + " axes", "export the network again");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }
}
