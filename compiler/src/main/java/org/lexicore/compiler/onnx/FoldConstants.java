package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** Evaluates nodes whose operands are all constants: the arithmetic on shapes that exporters leave behind, and reordered weights. */
final class FoldConstants {
  /** What only moves or converts its first operand: the result still is the tensor of that name. */
  static final Set<String> RENAMING = Set.of(
      "Identity", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Cast", "Dropout", "QuantizeLinear", "DequantizeLinear",
      "qonnx.custom_op.general.Quant", "onnx.brevitas.Quant", "finn.custom_op.general.Quant");

  private FoldConstants() {}

  /**
   * The node's first output, or nothing if the operator is none of those evaluated here.
   *
   * @param operation whose operands are {@code operands}
   * @param operands in the node's order; null where an optional one is left out
   * @throws NotTaken if the operands do not fit
   */
  static Optional<Tensor> evaluate(Operation operation, Tensor[] operands) {
    Attributes given = operation.attributes();
    Tensor first = operands.length == 0 ? null : operands[0];
    if (Formulas.TYPES.contains(operation.type())) {
      return Optional.of(Broadcast.map(Formulas.of(operation), first));
    }
    return Optional.ofNullable(
        switch (operation.type()) {
          case "Identity", "Dropout" -> first;
          case "Shape" -> shape(first.dims(), given);
          case "Cast" -> cast(first, (int) given.integer("to", 1));
          case "ConstantOfShape" -> filled(first, operation);
          case "Concat" -> MoveElements.concatenate(operands, given.integer("axis", 0));
          case "Gather" -> MoveElements.gather(first, operands[1], given.integer("axis", 0));
          case "DequantizeLinear", "com.microsoft.DequantizeLinear" -> FoldQuantised.dequantised(operation, operands);
          case "QuantizeLinear", "com.microsoft.QuantizeLinear" -> FoldQuantised.quantised(operation, operands);
          case "qonnx.custom_op.general.Quant", "onnx.brevitas.Quant", "finn.custom_op.general.Quant" -> FoldQuantised.quant(operation, operands);
          case "qonnx.custom_op.general.BipolarQuant", "onnx.brevitas.BipolarQuant", "finn.custom_op.general.BipolarQuant" ->
              FoldQuantised.bipolar(first, operands[1]);
          case "Slice" -> MoveElements.slice(operands);
          case "GatherElements" -> picked(first, PickPositions.gatherElements(first.dims(), operands[1], given.integer("axis", 0)));
          case "GatherND" -> picked(first, PickPositions.gatherNd(first.dims(), operands[1], LowerIndices.batchDims(operation)));
          case "ScatterElements", "ScatterND" -> LowerIndices.fold(operation, operands);
          case "Pad" -> LowerPad.fold(operation, operands);
          case "Transpose" -> MoveElements.transpose(first, given.integers("perm"));
          case "Reshape" -> first.withDims(Reshaped.reshape(first.dims(), operands[1], given.integer("allowzero", 0) != 0, 1));
          case "Flatten" -> first.withDims(Reshaped.flatten(first.dims(), given.integer("axis", 1)));
          case "Squeeze" -> first.withDims(Reshaped.squeeze(first.dims(), axes(operation, operands)));
          case "Unsqueeze" -> first.withDims(Reshaped.unsqueeze(first.dims(), axes(operation, operands)));
          case "Size" -> new Tensor.Integers(new int[0], new long[] {first.size()});
          case "Range" -> range(first, operands[1], operands[2]);
          case "Expand" -> repeated(first, Broadcast.dims(first.dims(), extents(operands[1])));
          case "Trilu" -> triangle(first, operands.length > 1 && operands[1] != null ? (long) operands[1].at(0) : 0, given);
          case "Where" -> Broadcast.select(first, operands[1], operands[2]);
          case "Add", "Sub", "Mul", "Div", "Mod", "Pow", "Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual", "And", "Or" ->
              Broadcast.combine(operation.type(), first, operands[1]);
          case "Max", "Min" -> Arrays.stream(operands).reduce((a, b) -> Broadcast.combine(operation.type(), a, b)).orElseThrow();
          case "ReduceProd", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceMean" -> ReduceConstant.reduce(operation, operands);
          default -> null;
        });
  }

  private static Tensor picked(Tensor tensor, PickPositions picked) {
    return tensor.pick(picked.from(), picked.dims());
  }

  /** What Shape makes of a tensor with these extents. */
  static Tensor shape(int[] dims, Attributes given) {
    int start = clampAxis(given.integer("start", 0), dims.length);
    int end = Math.max(start, clampAxis(given.integer("end", dims.length), dims.length));
    long[] extents = new long[end - start];
    for (int axis = start; axis < end; axis++) {
      extents[axis - start] = dims[axis];
    }
    return Tensor.Integers.list(extents);
  }

  private static int clampAxis(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  /** Squeeze's and Unsqueeze's axes: an attribute up to opset 12, then an operand; null if neither is given. */
  private static long[] axes(Operation operation, Tensor[] operands) {
    if (operands.length > 1 && operands[1] != null) {
      return integers(operands[1]);
    }
    return operation.attributes().has("axes") ? operation.attributes().integers("axes") : null;
  }

  /** The values as integers. */
  static long[] integers(Tensor tensor) {
    long[] values = new long[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor instanceof Tensor.Integers exact ? exact.values()[i] : (long) tensor.at(i);
    }
    return values;
  }

  /** The tensor's values; of real numbers its own array, which nobody changes: weights may fill the memory. */
  static float[] floats(Tensor tensor) {
    return switch (tensor) {
      case Tensor.Floats it -> it.values();
      case Tensor.Integers it -> {
        float[] values = new float[it.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) it.at(i);
        }
        yield values;
      }
    };
  }

  private static Tensor cast(Tensor tensor, int type) {
    return switch (TensorProto.DataType.forNumber(type)) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> new Tensor.Floats(tensor.dims(), floats(tensor));
      case INT64, INT32, INT16, INT8, UINT8 -> new Tensor.Integers(tensor.dims(), integers(tensor));
      case BOOL -> Broadcast.combine("Sub", new Tensor.Integers(new int[0], new long[] {1}), isZero(tensor));
      case null, default -> throw new NotTaken("casts a constant to type " + type, "export it as float32 or int64");
    };
  }

  private static Tensor isZero(Tensor tensor) {
    long[] zero = new long[tensor.size()];
    for (int i = 0; i < zero.length; i++) {
      zero[i] = tensor.at(i) == 0 ? 1 : 0;
    }
    return new Tensor.Integers(tensor.dims(), zero);
  }

  static Tensor repeated(Tensor tensor, int... dims) {
    return tensor.pick(Broadcast.positions(tensor.dims(), dims), dims);
  }

  static int[] extents(Tensor list) {
    return Arrays.stream(integers(list)).mapToInt(Math::toIntExact).toArray();
  }

  private static Tensor range(Tensor start, Tensor limit, Tensor delta) {
    int count = (int) Math.max(0, Math.ceil((limit.at(0) - start.at(0)) / delta.at(0)));
    double[] values = new double[Extents.constantSize(count)];
    for (int i = 0; i < count; i++) {
      values[i] = start.at(0) + i * delta.at(0);
    }
    Tensor.Floats reals = new Tensor.Floats(new int[] {count}, Broadcast.rounded(values));
    return start instanceof Tensor.Integers ? new Tensor.Integers(reals.dims(), integers(reals)) : reals;
  }

  /** Zeros on one side of a diagonal of the last two axes. */
  private static Tensor triangle(Tensor tensor, long diagonal, Attributes given) {
    int rank = tensor.dims().length;
    int columns = tensor.dims()[rank - 1];
    boolean upper = given.integer("upper", 1) != 0;
    long[] kept = new long[tensor.size()];
    for (int i = 0; i < kept.length; i++) {
      long right = i % columns - i / columns % tensor.dims()[rank - 2] - diagonal;
      kept[i] = upper ? right >= 0 ? 1 : 0 : right <= 0 ? 1 : 0;
    }
    Tensor mask = new Tensor.Integers(tensor.dims(), kept);
    return Broadcast.select(mask, tensor, zero(tensor));
  }

  private static Tensor zero(Tensor like) {
    return like instanceof Tensor.Integers
        ? new Tensor.Integers(new int[0], new long[1])
        : new Tensor.Floats(new int[0], new float[1]);
  }

  private static Tensor filled(Tensor extents, Operation operation) {
    long[] wanted = integers(extents);
    int[] dims = new int[wanted.length];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = Math.toIntExact(wanted[axis]);
    }
    Tensor value =
        operation
            .attributes()
            .tensor("value")
            .map(TensorReader.INLINE::read)
            .orElse(new Tensor.Floats(new int[] {1}, new float[] {0}));
    return value.pick(new int[Extents.constantSize(dims)], dims);
  }
}
