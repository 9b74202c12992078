package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.Concatenate;
import org.lexicore.model.network.host.Embed;

/** The operators that pick elements of a tensor, and the one that puts tensors beside each other. */
final class LowerPick {
  private LowerPick() {}

  static void slice(Operation operation, Lowering lowering) {
    Tensor[] operands = new Tensor[operation.inputs().size()];
    for (int i = 1; i < operands.length; i++) {
      operands[i] = lowering.constant(operation, i).orElse(null);
    }
    if (operands.length < 3 || operands[1] == null || operands[2] == null) {
      throw new NotTaken("has no starts and ends", "export the network again");
    }
    lowering.bind(operation, MoveElements.slice(lowering.view(operation, 0), operands));
  }

  static void split(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    int axis = Extents.axis(operation.attributes().integer("axis", 0), view.rank());
    int from = 0;
    int[] parts = parts(operation, view.dims()[axis], lowering);
    for (int i = 0; i < parts.length; i++) {
      if (operation.makes(i)) {
        lowering.bind(operation.outputs().get(i), view.sliced(axis, from, 1, parts[i]));
      }
      from += parts[i];
    }
  }

  /** How many elements each output of Split takes. */
  static int[] parts(Operation operation, int extent, Lowering lowering) {
    Attributes given = operation.attributes();
    long[] wanted = lowering.constant(operation, 1).map(FoldConstants::integers).orElseGet(() -> given.integers("split"));
    int count = operation.outputs().size();
    if (wanted.length == 0) {
      int each = Math.ceilDiv(extent, count);
      wanted = IntStream.range(0, count).mapToLong(i -> Math.min(each, Math.max(0, extent - i * each))).toArray();
    }
    if (wanted.length != count || Arrays.stream(wanted).sum() != extent) {
      throw new NotTaken("splits " + extent + " elements into " + Arrays.toString(wanted), "export the network again");
    }
    return Arrays.stream(wanted).mapToInt(Math::toIntExact).toArray();
  }

  static void gather(Operation operation, Lowering lowering) {
    if (lowering.isActivation(operation, 1)) {
      embed(operation, lowering);
      return;
    }
    View view = lowering.view(operation, 0);
    int axis = Extents.axis(operation.attributes().integer("axis", 0), view.rank());
    Tensor indices = lowering.constant(operation, 1).orElseThrow();
    int[] picked =
        Arrays.stream(FoldConstants.integers(indices)).mapToInt(i -> MoveElements.index(i, view.dims()[axis])).toArray();
    int[] dims = MoveElements.gatheredDims(view.dims(), indices.dims(), axis);
    View joined = nest(view, axis, picked)
        .orElseGet(() -> concatenate(operation.output(), axis, runs(view, axis, picked), lowering.drawing()));
    lowering.bind(operation, lowering.drawing().reshape(joined, dims));
  }

  /** The elements picked as a view, several axes in the place of one, if they form a nest of loops. */
  private static Optional<View> nest(View view, int axis, int... picked) {
    List<View.Loop> loops = new ArrayList<>();
    int[] starts = picked;
    while (starts.length > 1) {
      int[] outer = starts;
      int step = outer[1] - outer[0];
      int run = 2;
      while (run < outer.length && outer[run] - outer[run - 1] == step) {
        run++;
      }
      int length = run;
      boolean regular =
          outer.length % length == 0
              && IntStream.range(0, outer.length).allMatch(i -> outer[i] - outer[i / length * length] == i % length * step);
      if (!regular) {
        return Optional.empty();
      }
      loops.addFirst(new View.Loop(length, step));
      starts = IntStream.range(0, outer.length / length).map(i -> outer[i * length]).toArray();
    }
    View nest = view.sliced(axis, picked[0], 1, 1).without(axis);
    for (View.Loop loop : loops.reversed()) {
      nest = nest.with(axis, loop.extent(), loop.stride() * view.strides()[axis]);
    }
    return Optional.of(nest);
  }

  /** Slices that have the elements picked, one after the other. */
  private static List<View> runs(View view, int axis, int... picked) {
    List<View> runs = new ArrayList<>();
    for (int at = 0; at < picked.length; ) {
      int step = at + 1 < picked.length ? picked[at + 1] - picked[at] : 1;
      int end = at + 1;
      while (end < picked.length && picked[end] - picked[end - 1] == step) {
        end++;
      }
      runs.add(view.sliced(axis, picked[at], step, end - at));
      at = end;
    }
    return runs;
  }

  /** Rows of a constant table, which the network's own numbers pick. */
  private static void embed(Operation operation, Lowering lowering) {
    Tensor table = lowering.constant(operation, 0).orElseThrow();
    View indices = lowering.view(operation, 1);
    Drawing drawing = lowering.drawing();
    int rank = table.dims().length;
    int axis = Extents.axis(operation.attributes().integer("axis", 0), rank);
    long[] front =
        IntStream.concat(IntStream.of(axis), IntStream.range(0, rank).filter(i -> i != axis)).asLongStream().toArray();
    float[] values = Parameters.usable(operation, 0, MoveElements.transpose(table, front), lowering);
    int width = values.length / table.dims()[axis];
    View row = drawing.arrange(indices, new Order(new int[0], new int[0], Drawing.axes(indices.rank())));
    drawing.host(operation.output(), new Shape(width, 1, indices.size()), new Embed(values, width), row.draft());
    int[] dims = MoveElements.gatheredDims(table.dims(), indices.dims(), axis);
    int[] channels = IntStream.range(0, dims.length).filter(i -> i < axis || i >= axis + indices.rank()).toArray();
    lowering.bind(operation, Order.channels(dims.length, channels).view(operation.output(), dims));
  }

  static void concatenate(Operation operation, Lowering lowering) {
    List<View> parts = IntStream.range(0, operation.inputs().size()).mapToObj(i -> lowering.operand(operation, i)).toList();
    int axis = Extents.axis(operation.attributes().integer("axis", 0), parts.getFirst().rank());
    for (View part : parts) {
      if (!Arrays.equals(Drawing.with(part.dims(), axis, 1), Drawing.with(parts.getFirst().dims(), axis, 1))) {
        throw new NotTaken(
            "joins " + Extents.text(parts.getFirst().dims()) + " and " + Extents.text(part.dims()), "export the network again");
      }
    }
    lowering.bind(operation, concatenate(operation.output(), axis, parts, lowering.drawing()));
  }

  /**
   * The views one after the other along an axis, laid out as the first activation that has that axis outermost in channels or
   * pixels.
   */
  private static View concatenate(String name, int axis, List<View> parts, Drawing drawing) {
    Order order = parts.stream().map(part -> order(part, axis, drawing)).flatMap(Optional::stream).findFirst()
        .orElseGet(() -> fallback(parts.getFirst(), axis));
    int[] dims = parts.getFirst().dims().clone();
    dims[axis] = parts.stream().mapToInt(part -> part.dims()[axis]).sum();
    Axis along = contains(order.channels(), axis) ? Axis.CHANNEL : contains(order.rows(), axis) ? Axis.HEIGHT : Axis.WIDTH;
    String[] operands = parts.stream().map(part -> drawing.arrange(part, order).draft()).toArray(String[]::new);
    drawing.host(name, order.shape(dims), new Concatenate(along), operands);
    return order.view(name, dims);
  }

  /** The part's own order, if the axis is the outermost of channels, rows or columns in it. */
  private static Optional<Order> order(View part, int axis, Drawing drawing) {
    if (drawing.isConstant(part) || !part.once().isComplete(drawing.shape(part).size())) {
      return Optional.empty();
    }
    Order own = Order.of(part, drawing.shape(part));
    Order full = complete(own, axis, part.rank());
    boolean whole = Order.cut(part, drawing.shape(part)).filter(cut -> Arrays.equals(cut, part.dims())).isPresent();
    boolean outermost = isFirst(full.channels(), axis) || isFirst(full.rows(), axis) || isFirst(full.columns(), axis);
    return whole && outermost ? Optional.of(full) : Optional.empty();
  }

  /** With the axis in it even where the part has only one element along it. */
  private static Order complete(Order own, int axis, int rank) {
    if (contains(own.axes(), axis)) {
      return own;
    }
    Order natural = Order.natural(rank);
    boolean channel = contains(natural.channels(), axis) && own.rows().length + own.columns().length > 0;
    int[] channels = channel ? IntStream.concat(IntStream.of(axis), Arrays.stream(own.channels())).toArray() : own.channels();
    int[] columns = channel ? own.columns() : IntStream.concat(IntStream.of(axis), Arrays.stream(own.columns())).toArray();
    return new Order(channels, own.rows(), columns);
  }

  private static Order fallback(View part, int axis) {
    Order natural = Order.natural(part.rank());
    boolean first = isFirst(natural.rows(), axis) || isFirst(natural.columns(), axis);
    int[] others = Arrays.stream(natural.channels()).filter(i -> i != axis).toArray();
    return first || !contains(natural.channels(), axis)
        ? natural
        : new Order(IntStream.concat(IntStream.of(axis), Arrays.stream(others)).toArray(), natural.rows(), natural.columns());
  }

  private static boolean isFirst(int[] axes, int axis) {
    return axes.length > 0 && axes[0] == axis;
  }

  private static boolean contains(int[] axes, int axis) {
    return Arrays.stream(axes).anyMatch(i -> i == axis);
  }
}
