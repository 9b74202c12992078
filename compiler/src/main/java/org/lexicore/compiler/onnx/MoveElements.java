package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The operators that pick, join and reorder elements of constants. */
final class MoveElements {
  private MoveElements() {}

  static Tensor transpose(Tensor tensor, long... permutation) {
    int[] order = order(tensor.dims().length, permutation);
    int[] strides = Extents.strides(tensor.dims());
    int[] dims = Arrays.stream(order).map(axis -> tensor.dims()[axis]).toArray();
    int[] steps = Arrays.stream(order).map(axis -> strides[axis]).toArray();
    return tensor.pick(walk(dims, new int[dims.length], steps), dims);
  }

  /** Transpose's permutation, absent or not. */
  static int[] order(int rank, long... permutation) {
    int[] order =
        permutation.length == 0
            ? IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray()
            : Arrays.stream(permutation).mapToInt(axis -> Extents.axis(axis, rank)).toArray();
    if (Arrays.stream(order).distinct().count() != rank || order.length != rank) {
      throw new NotTaken("its permutation " + Arrays.toString(order) + " is no order of " + rank + " axes", "export the network again");
    }
    return order;
  }

  static Tensor gather(Tensor tensor, Tensor indices, long givenAxis) {
    int axis = Extents.axis(givenAxis, tensor.dims().length);
    int extent = tensor.dims()[axis];
    int inner = Extents.strides(tensor.dims())[axis];
    int outer = tensor.size() / Math.max(1, extent * inner);
    int[] from = new int[Extents.constantSizeFrom(tensor.size(), outer, inner, indices.size())];
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

  /** Where an index points to that counts from the end if negative. */
  static int index(long index, int extent) {
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
    Tensor tensor = operands[0];
    int[] axes = Drawing.axes(tensor.dims().length);
    View view = slice(View.of("", tensor.dims()), operands);
    int start = view.start();
    int[] from = walk(view.dims(), new int[axes.length], view.strides());
    for (int i = 0; i < from.length; i++) {
      from[i] += start;
    }
    return tensor.pick(from, view.dims());
  }

  /** What Slice leaves of a view; the first operand is that view's. */
  static View slice(View view, Tensor... operands) {
    View sliced = view;
    for (int i = 0; i < operands[1].size(); i++) {
      int axis = operands.length > 3 && operands[3] != null ? Extents.axis((long) operands[3].at(i), view.rank()) : i;
      long step = operands.length > 4 && operands[4] != null ? (long) operands[4].at(i) : 1;
      if (step == 0 || Math.abs(step) > Integer.MAX_VALUE) {
        throw new NotTaken("slices with step " + step, "export the network with constants folded");
      }
      int extent = view.dims()[axis];
      long from = (long) operands[1].at(i);
      long to = (long) operands[2].at(i);
      int start = step > 0 ? bound(from, 0, extent, extent) : bound(from, 0, extent - 1, extent);
      int end = step > 0 ? bound(to, 0, extent, extent) : bound(to, -1, extent - 1, extent);
      int count = Math.toIntExact(Math.max(0, Math.ceilDiv(end - start, step)));
      sliced = sliced.sliced(axis, start, (int) step, count);
    }
    return sliced;
  }

  /** A position that counts from the end where negative, kept within bounds. */
  private static int bound(long position, int lowest, int highest, int extent) {
    return (int) Math.max(lowest, Math.min(highest, position < 0 ? position + extent : position));
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
    int[] from = new int[Extents.size(dims)]; // of no more elements than there are
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
