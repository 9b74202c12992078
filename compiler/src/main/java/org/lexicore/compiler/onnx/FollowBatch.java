package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Follows the first axis of the inputs through the network while it is drawn for one sample, and finds the operator
 * that mixes what lies along it: then the axis is no batch, and samples taken from it one by one would be another
 * network's.
 *
 * <p>An operator without a rule here mixes. Let go is only what the file allows for a batch of 1 alone.
 */
final class FollowBatch {
  private static final Set<String> ELEMENTWISE =
      Set.of("Relu", "Clip", "HardSigmoid", "Cast", "Identity", "Dropout", "QuantizeLinear", "com.microsoft.QuantizeLinear", "DequantizeLinear",
          "com.microsoft.DequantizeLinear", "DynamicQuantizeLinear", "com.microsoft.QLinearSigmoid", "com.microsoft.QLinearLeakyRelu",
          "qonnx.custom_op.general.Quant", "onnx.brevitas.Quant", "finn.custom_op.general.Quant", "qonnx.custom_op.general.BipolarQuant",
          "onnx.brevitas.BipolarQuant", "finn.custom_op.general.BipolarQuant");
  private static final Set<String> PAIRS =
      Set.of("Add", "Sub", "Mul", "Div", "Pow", "And", "Or", "Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Sum", "Mean", "Max",
          "Min", "Where", "PRelu", "com.microsoft.QLinearAdd", "com.microsoft.QLinearMul");
  private static final Set<String> MAPS =
      Set.of("Conv", "ConvInteger", "QLinearConv", "ConvTranspose", "MaxPool", "AveragePool", "com.microsoft.QLinearAveragePool", "GlobalMaxPool",
          "GlobalAveragePool", "com.microsoft.QLinearGlobalAveragePool", "Resize", "InstanceNormalization", "GroupNormalization", "DepthToSpace",
          "SpaceToDepth", "LRN");
  /** Their constant operands say how, not what: numbers that count samples are expected there. */
  private static final Set<String> SHAPED = Set.of("Reshape", "Expand", "Tile", "Slice", "Pad", "Resize", "Squeeze", "Unsqueeze", "Split");

  private final Lowering lowering;
  private final Map<String, BatchAxis> axes = new HashMap<>();
  private final OtherBatch other;
  private final FollowMoves moves;
  private Optional<Operation> mixing = Optional.empty();

  FollowBatch(Lowering lowering, Set<String> inputs) {
    this.lowering = lowering;
    this.other = new OtherBatch(lowering);
    this.moves = new FollowMoves(lowering, axes, other);
    inputs.forEach(input -> axes.put(input, BatchAxis.FIRST));
  }

  /** The first operation that mixes what lies along the axis. */
  Optional<Operation> mixing() {
    return mixing;
  }

  /** Whether the samples are the first axis of every tensor named, as far as they were followed. */
  boolean isFirst(List<String> tensors) {
    return tensors.stream().allMatch(tensor -> axes.getOrDefault(tensor, BatchAxis.FIRST).isFirst());
  }

  /** Notes what an operation on constants made. */
  void fold(Operation operation) {
    other.fold(operation);
  }

  /** Gives a tensor a second name. */
  void alias(String tensor, String of) {
    Optional.ofNullable(axes.get(of)).ifPresent(batch -> axes.put(tensor, batch));
    other.alias(tensor, of);
  }

  /** Notes where the batch is after an operation that was drawn. */
  void follow(Operation operation) {
    if (operation.inputs().stream().noneMatch(axes::containsKey)) {
      return;
    }
    try {
      MixesBatch.when(!SHAPED.contains(operation.type()) && operation.inputs().stream().anyMatch(other::counts));
      after(operation).ifPresent(batch -> outputs(operation).forEach(output -> axes.put(output, batch)));
    } catch (MixesBatch e) {
      mixing = mixing.or(() -> Optional.of(operation));
    }
  }

  /** Those with the axes of the first one; the others of DynamicQuantizeLinear are numbers. */
  private static List<String> outputs(Operation operation) {
    int count = operation.type().equals("DynamicQuantizeLinear") ? 1 : operation.outputs().size();
    return operation.outputs().subList(0, count).stream().filter(output -> !output.isEmpty()).toList();
  }

  private Optional<BatchAxis> after(Operation operation) {
    String type = operation.type();
    if (ELEMENTWISE.contains(type) || Formulas.TYPES.contains(type)) {
      return axis(operation, 0);
    }
    if (PAIRS.contains(type)) {
      return broadcast(operation, 0);
    }
    if (MAPS.contains(type)) {
      MixesBatch.when(axis(operation, 0).filter(batch -> batch.axis() == 0).isEmpty());
      return axis(operation, 0);
    }
    return type.startsWith("Reduce") ? reduced(operation) : computed(operation);
  }

  private Optional<BatchAxis> computed(Operation operation) {
    return switch (operation.type()) {
      case "MatMul", "MatMulInteger" -> product(operation, 1, false, false);
      case "QLinearMatMul" -> product(operation, 3, false, false);
      case "Gemm" -> product(operation, 1, given(operation, "transA", 0) != 0, given(operation, "transB", 0) != 0);
      case "com.microsoft.QGemm" -> product(operation, 3, given(operation, "transA", 0) != 0, given(operation, "transB", 0) != 0);
      case "Softmax", "LogSoftmax", "Hardmax", "com.microsoft.QLinearSoftmax" -> softmax(operation);
      case "BatchNormalization" -> unless(operation, batch -> batch.axis() == 1);
      case "LayerNormalization", "RMSNormalization" -> normalised(operation);
      case "MeanVarianceNormalization" -> spread(operation);
      case "LSTM", "GRU", "RNN" -> steps(operation);
      case "ArgMax", "ArgMin", "TopK", "CumSum" -> ordered(operation);
      default -> moved(operation);
    };
  }

  private Optional<BatchAxis> moved(Operation operation) {
    return switch (operation.type()) {
      case "Shape", "Size" -> {
        String tensor = operation.inputs().get(0);
        other.measure(operation, dims(tensor), axes.get(tensor));
        yield Optional.empty();
      }
      case "Transpose" -> transposed(operation);
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> moves.reshaped(operation);
      case "Expand" -> moves.expanded(operation);
      case "Tile" -> moves.tiled(operation);
      case "Slice" -> moves.sliced(operation);
      case "Split" -> moves.split(operation);
      case "Gather" -> moves.gathered(operation);
      case "Concat", "com.microsoft.QLinearConcat" -> moves.joined(operation);
      case "Pad" -> moves.padded(operation);
      case "GatherElements", "ScatterElements" -> moves.pickedAlong(operation);
      case "GatherND" -> moves.pickedBySlices(operation);
      case "ScatterND" -> moves.scatteredSlices(operation);
      case "Einsum" -> moves.summed(operation);
      default -> throw new MixesBatch();
    };
  }

  private Optional<BatchAxis> axis(Operation operation, int operand) {
    return operation.has(operand) ? Optional.ofNullable(axes.get(operation.inputs().get(operand))) : Optional.empty();
  }

  private static long given(Operation operation, String attribute, long absent) {
    return operation.attributes().integer(attribute, absent);
  }

  private int[] dims(String tensor) {
    View view = lowering.view(tensor);
    return view == null ? lowering.constants().dims(tensor) : view.dims();
  }

  private Optional<BatchAxis> unless(Operation operation, Predicate<BatchAxis> mixes) {
    MixesBatch.when(axis(operation, 0).filter(mixes).isPresent());
    return axis(operation, 0);
  }

  /**
   * The batch in the result of NumPy's broadcasting: a second operand with more elements there, or with the batch
   * elsewhere, tells samples apart.
   *
   * @param behind axes at the end that are not broadcast
   */
  private Optional<BatchAxis> broadcast(Operation operation, int behind) {
    int rank = dims(operation.output()).length;
    Optional<BatchAxis> all = Optional.empty();
    for (String input : operation.inputs()) {
      int own = dims(input).length;
      if (axes.containsKey(input) && axes.get(input).axis() < own - behind) {
        BatchAxis batch = axes.get(input).at(axes.get(input).axis() + rank - own);
        MixesBatch.when(all.filter(it -> !it.equals(batch)).isPresent());
        all = Optional.of(batch);
      }
    }
    for (String input : operation.inputs()) {
      int skipped = rank - dims(input).length;
      boolean apart = all.filter(it -> it.axis() >= skipped && !axes.containsKey(input) && dims(input)[it.axis() - skipped] > 1
          && !other.grows(input, it.axis() - skipped)).isPresent();
      MixesBatch.when(apart);
    }
    MixesBatch.when(all.filter(it -> dims(operation.output())[it.axis()] != it.extent()).isPresent());
    return all;
  }

  private Optional<BatchAxis> product(Operation operation, int second, boolean leftTurned, boolean rightTurned) {
    int[] a = dims(operation.inputs().get(0));
    int[] b = dims(operation.inputs().get(second));
    Optional<BatchAxis> left = axis(operation, 0);
    Optional<BatchAxis> right = axis(operation, second);
    int innerLeft = a.length - (leftTurned ? 2 : 1);
    int innerRight = Math.max(0, b.length - (rightTurned ? 1 : 2));
    if (left.filter(it -> it.axis() == innerLeft && it.extent() > 1).isPresent() && !lowering.isActivation(operation, second)) {
      return Optional.empty(); // a constant of one sample's extents: the file holds for one sample alone
    }
    MixesBatch.when(left.filter(it -> it.axis() == innerLeft).isPresent() || right.filter(it -> it.axis() == innerRight).isPresent());
    boolean row = left.filter(it -> it.axis() >= a.length - 2).isPresent();
    boolean column = right.filter(it -> it.axis() >= b.length - 2).isPresent();
    MixesBatch.when(row && right.isPresent() || column && left.isPresent()); // each sample with every other one
    int rank = dims(operation.output()).length;
    Optional<BatchAxis> made = row ? left.map(it -> it.at(b.length == 1 ? rank - 1 : rank - 2))
        : column ? right.map(it -> it.at(rank - 1)) : broadcast(operation, 2);
    if (operation.type().equals("Gemm") && operation.has(2)) {
      String bias = operation.inputs().get(2);
      int skipped = rank - dims(bias).length;
      boolean fits = axes.containsKey(bias) ? made.filter(axes.get(bias).at(axes.get(bias).axis() + skipped)::equals).isPresent()
          : made.filter(it -> it.axis() >= skipped && dims(bias)[it.axis() - skipped] > 1 && !other.grows(bias, it.axis() - skipped)).isEmpty();
      MixesBatch.when(!fits);
    }
    return made;
  }

  private Optional<BatchAxis> softmax(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    boolean flattens = lowering.opset() < 13;
    int along = Extents.axis(given(operation, "axis", flattens ? 1 : -1), rank);
    return unless(operation, it -> flattens ? it.axis() >= along : it.axis() == along);
  }

  private Optional<BatchAxis> normalised(Operation operation) {
    int first = Extents.axis(given(operation, "axis", -1), dims(operation.inputs().get(0)).length);
    return unless(operation, it -> it.axis() >= first);
  }

  private Optional<BatchAxis> spread(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    long[] listed = operation.attributes().has("axes") ? operation.attributes().integers("axes") : new long[] {0, 2, 3};
    return unless(operation, it -> Arrays.stream(listed).anyMatch(axis -> Extents.axis(axis, rank) == it.axis()));
  }

  /**
   * Steps follow each other along the first axis, or along the second where the batch is in front; states of samples
   * alone go nowhere else.
   */
  private Optional<BatchAxis> steps(Operation operation) {
    boolean front = given(operation, "layout", 0) != 0;
    MixesBatch.when(axis(operation, 0).filter(it -> it.axis() == (front ? 0 : 1)).isEmpty());
    BatchAxis batch = axis(operation, 0).orElseThrow();
    for (int i = 5; i < Math.min(7, operation.inputs().size()); i++) {
      MixesBatch.when(axis(operation, i).filter(it -> !it.equals(batch)).isPresent());
    }
    for (int i = 0; i < operation.outputs().size(); i++) {
      if (operation.makes(i)) {
        axes.put(operation.outputs().get(i), batch.at(front ? 0 : i == 0 ? 2 : 1));
      }
    }
    return Optional.empty();
  }

  private Optional<BatchAxis> ordered(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    long wanted = operation.type().equals("CumSum") ? (long) lowering.constant(operation, 1).orElseThrow().at(0)
        : given(operation, "axis", operation.type().equals("TopK") ? -1 : 0);
    int along = Extents.axis(wanted, rank);
    boolean kept = !operation.type().startsWith("Arg") || given(operation, "keepdims", 1) != 0;
    return unless(operation, it -> it.axis() == along).map(it -> kept || it.axis() < along ? it : it.at(it.axis() - 1));
  }

  private Optional<BatchAxis> transposed(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    int[] order = MoveElements.order(rank, operation.attributes().integers("perm"));
    return axis(operation, 0).map(it -> it.at(IntStream.range(0, rank).filter(i -> order[i] == it.axis()).findFirst().orElseThrow()));
  }

  private Optional<BatchAxis> reduced(Operation operation) {
    int rank = dims(operation.inputs().get(0)).length;
    long[] listed = lowering.constant(operation, 1).map(FoldConstants::integers).orElseGet(() -> operation.attributes().integers("axes"));
    boolean nothing = listed.length == 0 && given(operation, "noop_with_empty_axes", 0) != 0;
    List<Integer> reduced = listed.length == 0 && !nothing
        ? IntStream.range(0, rank).boxed().toList()
        : Arrays.stream(listed).map(axis -> Extents.axis(axis, rank)).mapToInt(axis -> (int) axis).boxed().toList();
    boolean kept = given(operation, "keepdims", 1) != 0;
    return unless(operation, it -> reduced.contains(it.axis()))
        .map(it -> kept ? it : it.at(it.axis() - (int) reduced.stream().filter(before -> before < it.axis()).count()));
  }
}
