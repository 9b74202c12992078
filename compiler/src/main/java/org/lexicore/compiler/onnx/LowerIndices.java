package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Concatenate;
import org.lexicore.model.network.host.Pick;

/**
 * GatherND, GatherElements, ScatterND and ScatterElements by constant indices: which elements move is settled while
 * importing.
 */
final class LowerIndices {
  private LowerIndices() {}

  static void gatherElements(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    PickPositions picked = PickPositions.gatherElements(view.dims(), indices(operation, 1, lowering), operation.attributes().integer("axis", 0));
    lowering.bind(operation, lowering.drawing().pick(operation.output(), view, picked, 0));
  }

  static void gatherNd(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    PickPositions picked = PickPositions.gatherNd(view.dims(), indices(operation, 1, lowering), batchDims(operation));
    lowering.bind(operation, lowering.drawing().pick(operation.output(), view, picked, 0));
  }

  static int batchDims(Operation operation) {
    return (int) operation.attributes().integer("batch_dims", 0);
  }

  private static Tensor indices(Operation operation, int operand, Lowering lowering) {
    if (lowering.isActivation(operation, operand)) {
      throw new NotTaken("its indices are computed by the network", "end the network before it and pick in your own program");
    }
    return lowering.constant(operation, operand).orElseThrow();
  }

  /** Which element of the data each update replaces, in C order. */
  static int[] targets(Operation operation, int[] dims, Tensor indices, int updates) {
    PickPositions picked =
        operation.type().equals("ScatterND")
            ? PickPositions.gatherNd(dims, indices, 0)
            : PickPositions.gatherElements(dims, indices, operation.attributes().integer("axis", 0));
    if (picked.from().length != updates) {
      throw new NotTaken("scatters " + updates + " elements to " + picked.from().length + " places", "export the network again");
    }
    return picked.from();
  }

  static void scatter(Operation operation, Lowering lowering) {
    View data = lowering.operand(operation, 0);
    View updates = lowering.operand(operation, 2);
    int[] targets = targets(operation, data.dims(), indices(operation, 1, lowering), updates.size());
    if (targets.length == 0) {
      lowering.alias(operation.output(), operation.inputs().get(0));
      return;
    }
    String reduction = operation.attributes().text("reduction", "none");
    Drawing drawing = lowering.drawing();
    String old = vector(data, drawing);
    String given = vector(updates, drawing);
    if (reduction.equals("none")) {
      put(operation.output(), old, given, targets, data.dims(), drawing);
    } else {
      reduce(operation, old, given, targets, data.dims(), drawing);
    }
    lowering.bind(operation, View.of(operation.output(), data.dims()));
  }

  private static String vector(View view, Drawing drawing) {
    return drawing.arrange(view, new Order(Drawing.axes(view.rank()), new int[0], new int[0])).draft();
  }

  /** The old elements with the new ones at the targets; of several new ones for one place the last one stays. */
  private static void put(String name, String old, String fresh, int[] targets, int[] dims, Drawing drawing) {
    int size = Extents.size(dims);
    String both = drawing.fresh(name + "/both");
    drawing.host(both, new Shape(size + targets.length, 1, 1), new Concatenate(Axis.CHANNEL), old, fresh);
    int[] from = IntStream.range(0, size).toArray();
    for (int i = 0; i < targets.length; i++) {
      from[targets[i]] = size + i;
    }
    drawing.pick(name, View.of(both, size + targets.length), new PickPositions(from, dims), 0);
  }

  /** In as many rounds as there are updates of one element. */
  private static void reduce(Operation operation, String old, String updates, int[] targets, int[] dims, Drawing drawing) {
    BinaryOperator operator = operator(operation.attributes().text("reduction", "none"));
    List<int[]> rounds = rounds(targets);
    String made = old;
    for (int i = 0; i < rounds.size(); i++) {
      int[] round = rounds.get(i);
      int[] places = Arrays.stream(round).map(update -> targets[update]).toArray();
      Shape shape = new Shape(round.length, 1, 1);
      String before = drawing.fresh(operation.output() + "/before");
      drawing.host(before, shape, new Pick(places, 0), made);
      String given = drawing.fresh(operation.output() + "/given");
      drawing.host(given, shape, new Pick(round, 0), updates);
      String reduced = drawing.fresh(operation.output() + "/reduced");
      drawing.host(reduced, shape, new Combine(operator), before, given);
      boolean last = i + 1 == rounds.size();
      String name = last ? operation.output() : drawing.fresh(operation.output() + "/scattered");
      put(name, made, reduced, places, last ? dims : new int[] {Extents.size(dims)}, drawing);
      made = name;
    }
  }

  /** Numbers of updates, none of two in one round for one element. */
  private static List<int[]> rounds(int[] targets) {
    Map<Integer, Integer> seen = new HashMap<>();
    Map<Integer, List<Integer>> rounds = new TreeMap<>();
    for (int i = 0; i < targets.length; i++) {
      rounds.computeIfAbsent(seen.merge(targets[i], 1, Integer::sum), round -> new ArrayList<>()).add(i);
    }
    return rounds.values().stream().map(round -> round.stream().mapToInt(Integer::intValue).toArray()).toList();
  }

  private static BinaryOperator operator(String reduction) {
    return switch (reduction) {
      case "add" -> BinaryOperator.ADD;
      case "mul" -> BinaryOperator.MULTIPLY;
      case "max" -> BinaryOperator.MAXIMUM;
      case "min" -> BinaryOperator.MINIMUM;
      default -> throw new NotTaken("reduction \"" + reduction + "\" is not supported", "scatter with none, add, mul, max or min");
    };
  }

  /** Scattered constants. */
  static Tensor fold(Operation operation, Tensor... operands) {
    Tensor data = operands[0];
    Tensor updates = operands[2];
    int[] targets = targets(operation, data.dims(), operands[1], updates.size());
    String reduction = operation.attributes().text("reduction", "none");
    double[] values = new double[data.size()];
    Arrays.setAll(values, data::at);
    for (int i = 0; i < targets.length; i++) {
      double update = updates.at(i);
      values[targets[i]] = reduction.equals("none") ? update : operator(reduction).apply(values[targets[i]], update);
    }
    return data instanceof Tensor.Integers
        ? new Tensor.Integers(data.dims(), Arrays.stream(values).mapToLong(value -> (long) value).toArray())
        : new Tensor.Floats(data.dims(), Broadcast.rounded(values));
  }
}
