package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tensor as the file sees it: a strided view of the channel-major elements of a draft's tensor. Transposing, slicing, repeating and most
 * reshaping are arithmetic on views; no element moves until an operator needs another order.
 *
 * @param draft whose elements they are
 * @param start position of the first element
 * @param dims extents in ONNX, the batch taken as 1
 * @param strides how far apart neighbours along each axis lie; 0 repeats, negative ones go backwards
 */
record View(String draft, int start, int[] dims, int[] strides) {
  /** One loop of the nest that visits the elements in order. */
  record Loop(int extent, int stride) {}

  /** All elements of a draft in their own order. */
  static View of(String draft, int... dims) {
    return new View(draft, 0, dims, Extents.strides(dims));
  }

  /** Number of elements seen. */
  int size() {
    return Extents.size(dims);
  }

  int rank() {
    return dims.length;
  }

  /** The same places in another draft's tensor. */
  View on(String other) {
    return new View(other, start, dims, strides);
  }

  View transposed(int... order) {
    return new View(
        draft, start, Arrays.stream(order).map(axis -> dims[axis]).toArray(), Arrays.stream(order).map(axis -> strides[axis]).toArray());
  }

  /** {@code count} elements along an axis, {@code step} apart, from {@code from} on. */
  View sliced(int axis, int from, int step, int count) {
    int[] fewer = dims.clone();
    int[] wider = strides.clone();
    fewer[axis] = count;
    wider[axis] = step * strides[axis];
    return new View(draft, start + from * strides[axis], fewer, wider);
  }

  /** Without an axis of one element. */
  View without(int axis) {
    int[] kept = IntStream.range(0, rank()).filter(i -> i != axis).toArray();
    return transposed(kept);
  }

  /** With another axis in front of {@code axis}. */
  View with(int axis, int extent, int stride) {
    int[] wide = IntStream.range(0, rank() + 1).map(i -> i == axis ? extent : dims[i < axis ? i : i - 1]).toArray();
    int[] steps = IntStream.range(0, rank() + 1).map(i -> i == axis ? stride : strides[i < axis ? i : i - 1]).toArray();
    return new View(draft, start, wide, steps);
  }

  /** Repeated to wider extents by NumPy's rule, which {@link Broadcast#dims} has checked. */
  View repeated(int... wide) {
    int[] steps = new int[wide.length];
    int skipped = wide.length - rank();
    for (int axis = 0; axis < rank(); axis++) {
      steps[axis + skipped] = dims[axis] == 1 ? 0 : strides[axis];
    }
    return new View(draft, start, wide, steps);
  }

  /** With one element along every axis that only repeats it. */
  View once() {
    return new View(draft, start, IntStream.range(0, rank()).map(i -> strides[i] == 0 ? 1 : dims[i]).toArray(), strides);
  }

  /** The nest in order, without loops of one pass and with neighbours joined that are one run. */
  List<Loop> loops() {
    return joined(IntStream.range(0, rank()).mapToObj(i -> new Loop(dims[i], strides[i])).toList());
  }

  static List<Loop> joined(List<Loop> loops) {
    List<Loop> joined = new ArrayList<>();
    for (Loop loop : loops) {
      Loop outer = joined.isEmpty() ? null : joined.getLast();
      if (loop.extent == 1) {
        continue;
      }
      if (outer != null && outer.stride == loop.extent * loop.stride) {
        joined.removeLast();
        joined.add(new Loop(outer.extent * loop.extent, loop.stride));
      } else {
        joined.add(loop);
      }
    }
    return joined;
  }

  /** Whether the elements are all of {@code size}, in order. */
  boolean isInOrder(int size) {
    return start == 0 && size() == size && (size == 1 || loops().equals(List.of(new Loop(size, 1))));
  }

  /** Whether each of {@code size} elements is seen exactly once, in whatever order. */
  boolean isComplete(int size) {
    List<Loop> sorted =
        joined(
            IntStream.range(0, rank())
                .mapToObj(i -> new Loop(dims[i], strides[i]))
                .filter(loop -> loop.extent > 1)
                .sorted((a, b) -> Integer.compare(b.stride, a.stride))
                .toList());
    return start == 0 && size() == size && (size == 1 || sorted.equals(List.of(new Loop(size, 1))));
  }

  /** The same elements in the same order under other extents, if that is a view as well (NumPy's rule for reshaping without a copy). */
  Optional<View> reshaped(int... wanted) {
    int[] steps = new int[wanted.length];
    List<Loop> open = new ArrayList<>(loops());
    for (int axis = wanted.length - 1; axis >= 0; axis--) {
      if (wanted[axis] == 1) {
        continue;
      }
      Loop inner = open.isEmpty() ? new Loop(1, 1) : open.removeLast();
      if (inner.extent % wanted[axis] != 0) {
        return Optional.empty();
      }
      steps[axis] = inner.stride;
      if (inner.extent > wanted[axis]) {
        open.add(new Loop(inner.extent / wanted[axis], inner.stride * wanted[axis]));
      }
    }
    return Optional.of(new View(draft, start, wanted, steps));
  }
}
