package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The operators that pick, join and reorder elements of constants. */
final class MoveElements {
  private MoveElements() {}

  static Tensor transpose(Tensor tensor, long... permutation) {
    int rank = tensor.dims().length;
    int[] order =
        permutation.length == 0
            ? IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray()
            : Arrays.stream(permutation).mapToInt(axis -> Extents.axis(axis, rank)).toArray();
    if (order.length != rank) {
      throw new NotTaken("permutes " + order.length + " axes of a tensor with " + rank, "export the network again");
    }
    int[] strides = Extents.strides(tensor.dims());
    int[] dims = Arrays.stream(order).map(axis -> tensor.dims()[axis]).toArray();
    int[] steps = Arrays.stream(order).map(axis -> strides[axis]).toArray();
    return tensor.pick(walk(dims, new int[rank], steps), dims);
  }

  static Tensor gather(Tensor tensor, Tensor indices, long givenAxis) {
    int axis = Extents.axis(givenAxis, tensor.dims().length);
    int extent = tensor.dims()[axis];
    int inner = Extents.strides(tensor.dims())[axis];
    int outer = tensor.size() / Math.max(1, extent * inner);
    int[] from = new int[Extents.constantSize(outer, inner, indices.size())];
    int at = 0;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < indices.size(); i++) {
        int index = index((long) indices.at(i), extent);
        for (int k = 0; k < inner; k++) {
          from[at++] = (o * extent + index) * inner + k;
        }
      }
    }
    return tensor.pick(from, gatheredDims(tensor.dims(), indices.dims(), axis));
  }

  private static int index(long index, int extent) {
    if (index < -extent || index >= extent) {
      throw new NotTaken("picks element " + index + " of " + extent, "export the network again");
    }
    return (int) (index < 0 ? index + extent : index);
  }

  /** Extents of what Gather picks. */
  static int[] gatheredDims(int[] dims, int[] indices, int axis) {
    return IntStream.concat(
            IntStream.concat(Arrays.stream(dims, 0, axis), Arrays.stream(indices)), Arrays.stream(dims, axis + 1, dims.length))
        .toArray();
  }

  /** Operands as ONNX orders them: data, starts, ends, axes, steps. */
  static Tensor slice(Tensor... operands) {
    int[] dims = operands[0].dims().clone();
    int[] strides = Extents.strides(dims);
    int[] starts = new int[dims.length];
    int[] steps = strides.clone();
    for (int i = 0; i < operands[1].size(); i++) {
      int axis = operands.length > 3 && operands[3] != null ? Extents.axis((long) operands[3].at(i), dims.length) : i;
      long step = operands.length > 4 && operands[4] != null ? (long) operands[4].at(i) : 1;
      if (step < 1 || step > Integer.MAX_VALUE) {
        throw new NotTaken("slices with step " + step, "export the network with constants folded");
      }
      int extent = dims[axis];
      int start = bound((long) operands[1].at(i), extent);
      int end = bound((long) operands[2].at(i), extent);
      dims[axis] = Math.max(0, Math.ceilDiv(end - start, (int) step));
      starts[axis] = start * strides[axis];
      steps[axis] = (int) step * strides[axis];
    }
    return operands[0].pick(walk(dims, starts, steps), dims);
  }

  private static int bound(long position, int extent) {
    return (int) Math.max(0, Math.min(extent, position < 0 ? position + extent : position));
  }

  static Tensor concatenate(Tensor[] parts, long givenAxis) {
    int axis = Extents.axis(givenAxis, parts[0].dims().length);
    int[] dims = parts[0].dims().clone();
    dims[axis] = Arrays.stream(parts).mapToInt(part -> part.dims()[axis]).sum();
    int outer = IntStream.range(0, axis).map(i -> dims[i]).reduce(1, (a, b) -> a * b);
    boolean integers = Arrays.stream(parts).allMatch(Tensor.Integers.class::isInstance);
    double[] joined = new double[Extents.constantSize(dims)];
    long[] exact = new long[joined.length];
    int at = 0;
    for (int o = 0; o < outer; o++) {
      for (Tensor part : parts) {
        int run = part.size() / Math.max(1, outer);
        for (int i = o * run; i < (o + 1) * run; i++, at++) {
          joined[at] = part.at(i);
          exact[at] = part instanceof Tensor.Integers whole ? whole.values()[i] : 0;
        }
      }
    }
    return integers ? new Tensor.Integers(dims, exact) : new Tensor.Floats(dims, Broadcast.rounded(joined));
  }

  /** Positions {@code Σ starts + i · steps} for every index into {@code dims}, in C order. */
  private static int[] walk(int[] dims, int[] starts, int[] steps) {
    int[] strides = Extents.strides(dims);
    int base = Arrays.stream(starts).sum();
    int[] from = new int[Extents.constantSize(dims)];
    for (int i = 0; i < from.length; i++) {
      int position = base;
      for (int axis = 0; axis < dims.length; axis++) {
        position += i / strides[axis] % dims[axis] * steps[axis];
      }
      from[i] = position;
    }
    return from;
  }
}
