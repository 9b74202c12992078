package org.lexicore.compiler.onnx;

import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Accumulate;
import org.lexicore.model.network.host.Rank;

/**
 * The operators that order the elements along an axis or sum them up one after the other: ArgMax, ArgMin, Hardmax,
 * TopK, CumSum.
 */
final class LowerRank {
  private LowerRank() {}

  static void arg(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    View view = lowering.view(operation, 0);
    int axis = Extents.axis(given.integer("axis", 0), view.rank());
    boolean largest = operation.type().equals("ArgMax");
    Rank rank = new Rank(largest, Rank.Result.CHANNEL, given.integer("select_last_index", 0) != 0);
    View found = ranked(operation.output(), view, axis, 1, rank, lowering.drawing());
    lowering.bind(operation, given.integer("keepdims", 1) != 0 ? found : found.without(axis));
  }

  static void top(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    View view = lowering.view(operation, 0);
    int axis = Extents.axis(given.integer("axis", -1), view.rank());
    long count = lowering.constant(operation, 1).map(FoldConstants::integers).orElseGet(() -> new long[] {given.integer("k", 0)})[0];
    if (count < 1 || count > view.dims()[axis]) {
      throw new NotTaken("takes " + count + " of " + view.dims()[axis] + " elements", "give a number from 1 to that");
    }
    boolean largest = given.integer("largest", 1) != 0;
    for (Rank.Result result : Rank.Result.values()) {
      if (operation.makes(result.ordinal())) {
        String output = operation.outputs().get(result.ordinal());
        lowering.bind(output, ranked(output, view, axis, (int) count, new Rank(largest, result, false), lowering.drawing()));
      }
    }
  }

  private static View ranked(String name, View view, int axis, int count, Rank rank, Drawing drawing) {
    View arranged = drawing.arrangePixels(view, Order.channels(view.rank(), axis));
    Shape map = drawing.shape(arranged);
    drawing.host(name, new Shape(count, map.height(), map.width()), rank, arranged.draft());
    return Order.channels(view.rank(), axis).view(name, Drawing.with(view.dims(), axis, count));
  }

  /**
   * 1 at the first largest element along an axis, 0 elsewhere; before opset 13 all axes from {@code axis} on were one.
   */
  static void hardmax(Operation operation, Lowering lowering) {
    int[] dims = lowering.view(operation, 0).dims();
    boolean flat = lowering.opset() < 13;
    int axis = Extents.axis(operation.attributes().integer("axis", flat ? 1 : -1), dims.length);
    Expansion expansion = new Expansion(operation, lowering);
    int[] seen = flat ? Reshaped.flatten(dims, axis) : dims;
    int along = flat ? 1 : axis;
    String operand = expansion.reshape(expansion.operand(0), longs(seen));
    String found = expansion.node("ArgMax", java.util.List.of(operand), Protos.integer("axis", along));
    int[] numbers = new int[seen.length];
    java.util.Arrays.fill(numbers, 1);
    numbers[along] = seen[along];
    float[] values = new float[seen[along]];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    String ones = expansion.node("Equal", java.util.List.of(expansion.floats("numbers", values, numbers), found));
    expansion.output(0, expansion.reshape(ones, longs(dims)));
  }

  private static long[] longs(int... values) {
    return IntStream.of(values).asLongStream().toArray();
  }

  static void accumulate(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    long[] axes = lowering.constant(operation, 1).map(FoldConstants::integers).orElseThrow();
    if (axes.length != 1) {
      throw new NotTaken("sums along " + axes.length + " axes", "give one axis");
    }
    int axis = Extents.axis(axes[0], view.rank());
    View arranged = lowering.drawing().arrangePixels(view, Order.channels(view.rank(), axis));
    lowering.drawing().host(operation.output(), lowering.shape(arranged), accumulate(operation), arranged.draft());
    lowering.bind(operation, arranged.on(operation.output()));
  }

  private static Accumulate accumulate(Operation operation) {
    return new Accumulate(operation.attributes().integer("exclusive", 0) != 0, operation.attributes().integer("reverse", 0) != 0);
  }
}
