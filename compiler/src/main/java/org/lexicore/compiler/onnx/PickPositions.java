package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the operators that pick and scatter by constant indices find their elements.
 *
 * @param from for each element of the result the position of one of the operand, in C order
 * @param dims extents of the result
 */
record PickPositions(int[] from, int[] dims) {
  /** More than any map has, and little enough for memory. */
  private static final int MOST = 1 << 26;

  private static int count(int... dims) {
    int count = Extents.size(dims);
    if (count > MOST) {
      throw new NotTaken("a tensor of " + Extents.text(dims) + " elements is too large to be picked one by one", "make it smaller");
    }
    return count;
  }

  /** Indices along one axis, one for each element of the result. */
  static PickPositions gatherElements(int[] dims, Tensor indices, long givenAxis) {
    int axis = Extents.axis(givenAxis, dims.length);
    int[] wanted = indices.dims();
    boolean fits = wanted.length == dims.length && IntStream.range(0, dims.length).allMatch(i -> i == axis || wanted[i] <= dims[i]);
    if (!fits) {
      throw new NotTaken("picks by " + Extents.text(wanted) + " of " + Extents.text(dims), "export the network again");
    }
    int[] strides = Extents.strides(dims);
    int[] steps = Extents.strides(wanted);
    int[] from = new int[count(wanted)];
    for (int i = 0; i < from.length; i++) {
      for (int k = 0; k < dims.length; k++) {
        int index = k == axis ? MoveElements.index((long) indices.at(i), dims[axis]) : i / steps[k] % wanted[k];
        from[i] += index * strides[k];
      }
    }
    return new PickPositions(from, wanted);
  }

  /**
   * Each row of the indices' last axis names a place in the axes behind the first {@code batchDims}; what lies there is
   * one slice.
   */
  static PickPositions gatherNd(int[] dims, Tensor indices, int batchDims) {
    int[] wanted = indices.dims();
    int depth = wanted.length == 0 ? 0 : wanted[wanted.length - 1];
    boolean fits = depth > 0 && batchDims >= 0 && batchDims < wanted.length && batchDims + depth <= dims.length
        && IntStream.range(0, batchDims).allMatch(i -> wanted[i] == dims[i]);
    if (!fits) {
      throw new NotTaken("picks by " + Extents.text(wanted) + " of " + Extents.text(dims), "export the network again");
    }
    int[] strides = Extents.strides(dims);
    int slice = Extents.size(Arrays.copyOfRange(dims, batchDims + depth, dims.length));
    int rows = indices.size() / depth;
    int rowsPerBatch = rows / Extents.size(Arrays.copyOf(dims, batchDims));
    int batchStride = Extents.size(Arrays.copyOfRange(dims, batchDims, dims.length));
    int[] from = new int[count(rows, slice)];
    for (int row = 0; row < rows; row++) {
      int start = row / rowsPerBatch * batchStride;
      for (int k = 0; k < depth; k++) {
        start += MoveElements.index((long) indices.at(row * depth + k), dims[batchDims + k]) * strides[batchDims + k];
      }
      for (int i = 0; i < slice; i++) {
        from[row * slice + i] = start + i;
      }
    }
    int[] made = IntStream.concat(Arrays.stream(wanted, 0, wanted.length - 1), Arrays.stream(dims, batchDims + depth, dims.length)).toArray();
    return new PickPositions(from, made);
  }

  /**
   * A border by ONNX's rules; what is cut off is so before a border is added.
   *
   * @param before elements added in front of each axis, cut off where negative
   * @param after likewise behind
   */
  static PickPositions pad(int[] dims, int[] before, int[] after, String mode) {
    int rank = dims.length;
    int[] wide = IntStream.range(0, rank).map(axis -> before[axis] + dims[axis] + after[axis]).toArray();
    if (Arrays.stream(wide).anyMatch(extent -> extent < 1)) {
      throw new NotTaken("pads " + Extents.text(dims) + " to " + Extents.text(wide), "give pads that leave something");
    }
    int[][] sources = new int[rank][];
    for (int axis = 0; axis < rank; axis++) {
      sources[axis] = border(dims[axis], before[axis], after[axis], mode);
    }
    int[] strides = Extents.strides(dims);
    int[] steps = Extents.strides(wide);
    int[] from = new int[count(wide)];
    for (int i = 0; i < from.length; i++) {
      for (int axis = 0; axis < rank && from[i] >= 0; axis++) {
        int source = sources[axis][i / steps[axis] % wide[axis]];
        from[i] = source < 0 ? -1 : from[i] + source * strides[axis];
      }
    }
    return new PickPositions(from, wide);
  }

  private static int[] border(int extent, int before, int after, String mode) {
    int first = Math.max(0, -before);
    int left = extent - first - Math.max(0, -after);
    boolean grows = before > 0 || after > 0;
    if (left < 1 && grows || mode.equals("reflect") && Math.max(before, after) >= Math.max(1, left)) {
      throw new NotTaken("pads " + left + " elements with " + before + " and " + after + " by " + mode, "pad by less than there is");
    }
    return IntStream.range(0, extent + before + after)
        .map(i -> i - Math.max(0, before))
        .map(
            i ->
                switch (mode) {
                  case "constant" -> i < 0 || i >= left ? -1 : first + i;
                  case "edge" -> first + Math.max(0, Math.min(left - 1, i));
                  case "reflect" -> first + (left == 1 ? 0 : Math.abs(left - 1 - Math.floorMod(i + left - 1, 2 * (left - 1))));
                  case "wrap" -> first + Math.floorMod(i, left);
                  default -> throw new NotTaken("mode \"" + mode + "\" is not supported", "pad with constant, reflect, edge or wrap");
                })
        .toArray();
  }
}
