package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Follows the first axis of the inputs through the network while it is drawn for one sample, and finds the operator that mixes what lies along
 * it: then the axis is no batch, and samples taken from it one by one would be another network's.
 *
 * <p>What cannot be followed for certain is let go: a tensor without an axis noted mixes nothing.
 */
final class FollowBatch {
  private static final Set<String> ELEMENTWISE = Set.of("Relu", "Clip", "HardSigmoid", "Cast", "Identity", "Dropout");
  private static final Set<String> PAIRS =
      Set.of("Add", "Sub", "Mul", "Div", "Pow", "And", "Or", "Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Sum", "Mean", "Max",
          "Min", "Where", "PRelu");
  private static final Set<String> MAPS =
      Set.of("Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool", "Resize", "BatchNormalization",
          "InstanceNormalization", "GroupNormalization", "DepthToSpace", "SpaceToDepth");

  private final Lowering lowering;
  private final Map<String, Integer> axes = new HashMap<>();
  private Optional<Operation> mixing = Optional.empty();

  /** The operation mixes the axis. */
  private static final class Mixes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mixes() {
      super(null, null, false, false);
    }
  }

  FollowBatch(Lowering lowering, Set<String> inputs) {
    this.lowering = lowering;
    inputs.forEach(input -> axes.put(input, 0));
  }

  /** The first operation that mixes what lies along the axis. */
  Optional<Operation> mixing() {
    return mixing;
  }

  /** Whether the axis is the first one of every tensor named, as far as it was followed. */
  boolean isFirst(List<String> tensors) {
    return tensors.stream().allMatch(tensor -> axes.getOrDefault(tensor, 0) == 0);
  }

  /** Notes where the axis is after an operation that was drawn. */
  void follow(Operation operation) {
    if (operation.inputs().stream().noneMatch(axes::containsKey)) {
      return;
    }
    try {
      after(operation).filter(axis -> axis >= 0).ifPresent(axis -> operation.outputs().forEach(output -> axes.put(output, axis)));
    } catch (Mixes e) {
      mixing = mixing.or(() -> Optional.of(operation));
    }
  }

  private Optional<Integer> after(Operation operation) {
    String type = operation.type();
    if (ELEMENTWISE.contains(type) || Formulas.TYPES.contains(type)) {
      return axis(operation, 0);
    }
    if (PAIRS.contains(type)) {
      return broadcast(operation, 0);
    }
    if (MAPS.contains(type)) {
      return axis(operation, 0).filter(axis -> axis == 0);
    }
    return switch (type) {
      case "MatMul" -> product(operation, false, false);
      case "Gemm" -> product(operation, given(operation, "transA", 0) != 0, given(operation, "transB", 0) != 0);
      case "Softmax", "LogSoftmax" -> softmax(operation);
      case "LayerNormalization" -> normalised(operation);
      case "Transpose" -> transposed(operation);
      case "LSTM", "GRU", "RNN" -> steps(operation);
      case "ArgMax", "ArgMin", "TopK", "CumSum" -> ordered(operation);
      case "Flatten", "Reshape" -> axis(operation, 0).filter(axis -> axis == 0 && dims(operation.output())[0] == 1);
      default -> type.startsWith("Reduce") ? reduced(operation) : Optional.empty();
    };
  }

  private Optional<Integer> axis(Operation operation, int operand) {
    return operation.has(operand) ? Optional.ofNullable(axes.get(operation.inputs().get(operand))) : Optional.empty();
  }

  private static long given(Operation operation, String attribute, long absent) {
    return operation.attributes().integer(attribute, absent);
  }

  private int[] dims(String tensor) {
    View view = lowering.view(tensor);
    return view == null ? lowering.constantDims(tensor) : view.dims();
  }

  /**
   * The axis of the result of NumPy's broadcasting, which has one element for one sample: a second operand with more of them, or with the axis
   * elsewhere, tells samples apart.
   *
   * @param behind axes at the end that are not broadcast
   */
  private Optional<Integer> broadcast(Operation operation, int behind) {
    int rank = dims(operation.output()).length;
    Optional<Integer> all = Optional.empty();
    for (String input : operation.inputs()) {
      if (axes.containsKey(input)) {
        int own = dims(input).length;
        int axis = axes.get(input) + rank - own;
        if (axes.get(input) < own - behind && all.filter(other -> other != axis).isPresent()) {
          throw new Mixes();
        }
        all = axes.get(input) < own - behind ? Optional.of(axis) : all;
      }
    }
    all.filter(axis -> dims(operation.output())[axis] > 1).ifPresent(axis -> {
      throw new Mixes();
    });
    return all;
  }

  private Optional<Integer> product(Operation operation, boolean leftTurned, boolean rightTurned) {
    int[] a = dims(operation.inputs().get(0));
    int[] b = dims(operation.inputs().get(1));
    Optional<Integer> left = axis(operation, 0);
    Optional<Integer> right = axis(operation, 1);
    int innerLeft = a.length - (leftTurned ? 2 : 1);
    int innerRight = Math.max(0, b.length - (rightTurned ? 1 : 2));
    if (left.filter(axis -> axis == innerLeft).isPresent() || right.filter(axis -> axis == innerRight).isPresent()) {
      throw new Mixes();
    }
    boolean row = left.filter(axis -> axis >= a.length - 2).isPresent();
    boolean column = right.filter(axis -> axis >= b.length - 2).isPresent();
    if (row && right.isPresent() || column && left.isPresent()) {
      throw new Mixes(); // each sample with every other one
    }
    int rank = dims(operation.output()).length;
    if (row || column) {
      return a.length > 1 && b.length > 1 ? Optional.of(row ? rank - 2 : rank - 1) : Optional.empty();
    }
    return a.length > 1 && b.length > 1 ? broadcast(operation, 2) : Optional.empty();
  }

  private Optional<Integer> softmax(Operation operation) {
    Optional<Integer> axis = axis(operation, 0);
    int rank = dims(operation.inputs().get(0)).length;
    boolean flattens = lowering.opset() < 13;
    int along = Extents.axis(given(operation, "axis", flattens ? 1 : -1), rank);
    axis.filter(it -> flattens ? it >= along : it == along).ifPresent(it -> {
      throw new Mixes();
    });
    return axis;
  }

  private Optional<Integer> normalised(Operation operation) {
    Optional<Integer> axis = axis(operation, 0);
    int first = Extents.axis(given(operation, "axis", -1), dims(operation.inputs().get(0)).length);
    axis.filter(it -> it >= first).ifPresent(it -> {
      throw new Mixes();
    });
    return axis;
  }

  /** Steps follow each other along the first axis, or along the second where the batch is in front. */
  private Optional<Integer> steps(Operation operation) {
    int along = given(operation, "layout", 0) == 0 ? 0 : 1;
    axis(operation, 0).filter(it -> it == along).ifPresent(it -> {
      throw new Mixes();
    });
    return Optional.empty();
  }

  private Optional<Integer> ordered(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    long wanted = operation.type().equals("CumSum") ? (long) lowering.constant(operation, 1).orElseThrow().at(0)
        : given(operation, "axis", operation.type().equals("TopK") ? -1 : 0);
    int along = Extents.axis(wanted, rank);
    axis(operation, 0).filter(it -> it == along).ifPresent(it -> {
      throw new Mixes();
    });
    return given(operation, "keepdims", 1) == 0 ? Optional.empty() : axis(operation, 0);
  }

  private Optional<Integer> transposed(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    int[] order = MoveElements.order(rank, operation.attributes().integers("perm"));
    return axis(operation, 0).map(axis -> IntStream.range(0, rank).filter(i -> order[i] == axis).findFirst().orElseThrow());
  }

  private Optional<Integer> reduced(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    long[] listed = lowering.constant(operation, 1).map(FoldConstants::integers).orElseGet(() -> operation.attributes().integers("axes"));
    boolean nothing = listed.length == 0 && given(operation, "noop_with_empty_axes", 0) != 0;
    List<Integer> reduced = listed.length == 0 && !nothing
        ? IntStream.range(0, rank).boxed().toList()
        : java.util.Arrays.stream(listed).map(axis -> Extents.axis(axis, rank)).mapToInt(axis -> (int) axis).boxed().toList();
    Optional<Integer> axis = axis(operation, 0);
    if (axis.filter(reduced::contains).isPresent()) {
      throw new Mixes();
    }
    boolean kept = given(operation, "keepdims", 1) != 0;
    return axis.map(it -> kept ? it : it - (int) reduced.stream().filter(other -> other < it).count());
  }
}
