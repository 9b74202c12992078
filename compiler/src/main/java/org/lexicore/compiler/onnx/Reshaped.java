package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The extents after the operators that leave the elements where they are. */
final class Reshaped {
  private Reshaped() {}

  /**
   * Extents after Reshape.
   *
   * @param target ONNX's second operand: −1 for what is left over, 0 for the extent as it is
   * @param zeroIsZero ONNX's {@code allowzero}
   * @param batch the batch size that the file fixes; it stands for 1 in front
   */
  static int[] reshape(int[] dims, Tensor target, boolean zeroIsZero, int batch) {
    long[] wanted = FoldConstants.integers(target);
    long known = 1;
    int open = -1;
    for (int axis = 0; axis < wanted.length; axis++) {
      if (wanted[axis] == 0 && !zeroIsZero && axis < dims.length) {
        wanted[axis] = dims[axis];
      } else if (axis == 0 && wanted[0] == batch) {
        wanted[0] = 1;
      }
      if (wanted[axis] == -1) {
        open = axis;
      } else {
        known *= wanted[axis];
      }
    }
    int size = Extents.size(dims);
    if (open >= 0 && known > 0) {
      wanted[open] = size / known;
      known *= wanted[open];
    }
    if (known != size) {
      throw new NotTaken(
          "reshapes " + Extents.text(dims) + " to " + Arrays.toString(FoldConstants.integers(target)), "export the network with batch 1");
    }
    return Arrays.stream(wanted).mapToInt(Math::toIntExact).toArray();
  }

  static int[] flatten(int[] dims, long givenAxis) {
    int axis = givenAxis == dims.length ? dims.length : Extents.axis(givenAxis, dims.length);
    int front = Extents.size(Arrays.copyOf(dims, axis));
    return new int[] {front, Extents.size(Arrays.copyOfRange(dims, axis, dims.length))};
  }

  /**
   * @param axes those to drop; null for every extent of 1
   */
  static int[] squeeze(int[] dims, long[] axes) {
    List<Integer> kept = new ArrayList<>();
    boolean[] drop = new boolean[dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      drop[axis] = axes == null && dims[axis] == 1;
    }
    for (long axis : axes == null ? new long[0] : axes) {
      drop[Extents.axis(axis, dims.length)] = true;
    }
    for (int axis = 0; axis < dims.length; axis++) {
      if (!drop[axis]) {
        kept.add(dims[axis]);
      } else if (dims[axis] != 1) {
        throw new NotTaken("squeezes axis " + axis + " of " + Extents.text(dims), "export the network again");
      }
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  static int[] unsqueeze(int[] dims, long[] axes) {
    if (axes == null) {
      throw new NotTaken("has no axes", "export the network again");
    }
    int[] wide = new int[dims.length + axes.length];
    for (long axis : axes) {
      wide[Extents.axis(axis, wide.length)] = 1;
    }
    int next = 0;
    for (int axis = 0; axis < wide.length; axis++) {
      if (wide[axis] == 0 && next < dims.length) {
        wide[axis] = dims[next++];
      }
    }
    return wide;
  }
}
