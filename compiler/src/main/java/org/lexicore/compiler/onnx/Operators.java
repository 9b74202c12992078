package org.lexicore.compiler.onnx;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operators taken, and what is told about those that are not. */
final class Operators {
  /**
   * How one operator becomes drafts.
   *
   * @param operands how many it needs at least
   * @param lower makes the drafts of its outputs
   */
  record Entry(int operands, Lower lower) {}

  /** Turns a node with at least one operand that is not constant into drafts. */
  @FunctionalInterface
  interface Lower {
    void lower(Operation operation, Lowering lowering);
  }

  private static final Map<String, Entry> TAKEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("Conv", new Entry(2, LowerConvolution::lower)),
              Map.entry("Gemm", new Entry(2, LowerMatrix::gemm)),
              Map.entry("MatMul", new Entry(2, LowerMatrix::matMul)),
              Map.entry("BatchNormalization", new Entry(5, LowerArithmetic::batchNormalization)),
              Map.entry("Add", new Entry(2, LowerArithmetic::add)),
              Map.entry("Sub", new Entry(2, LowerArithmetic::subtract)),
              Map.entry("Mul", new Entry(2, LowerArithmetic::multiply)),
              Map.entry("Div", new Entry(2, LowerArithmetic::divide)),
              Map.entry("Relu", new Entry(1, LowerArithmetic::relu)),
              Map.entry("Clip", new Entry(1, LowerArithmetic::clip)),
              Map.entry("Pad", new Entry(1, LowerPad::lower)),
              Map.entry("MaxPool", new Entry(1, LowerPool::max)),
              Map.entry("AveragePool", new Entry(1, LowerPool::average)),
              Map.entry("GlobalMaxPool", new Entry(1, LowerPool::globalMax)),
              Map.entry("GlobalAveragePool", new Entry(1, LowerPool::globalAverage)),
              Map.entry("ReduceMean", new Entry(1, LowerPool::reduceMean)),
              Map.entry("Flatten", new Entry(1, LowerReshape::flatten)),
              Map.entry("Reshape", new Entry(2, LowerReshape::reshape)),
              Map.entry("Squeeze", new Entry(1, LowerReshape::squeeze)),
              Map.entry("Unsqueeze", new Entry(1, LowerReshape::unsqueeze)),
              Map.entry("Identity", new Entry(1, LowerReshape::same)),
              Map.entry("Cast", new Entry(1, LowerReshape::cast)),
              Map.entry("Dropout", new Entry(1, LowerReshape::dropout)),
              Map.entry("Shape", new Entry(1, LowerReshape::shape))));

  /** Not taken, but of their operand's shape, so that what follows can be checked as well. */
  private static final Set<String> SHAPE_KEEPING =
      Set.of(
          "Abs", "Celu", "Elu", "Erf", "Exp", "Gelu", "HardSigmoid", "HardSwish", "InstanceNormalization", "LRN", "LayerNormalization",
          "LeakyRelu", "Log", "LogSoftmax", "Mish", "Neg", "PRelu", "Selu", "Sigmoid", "Softmax", "Softplus", "Softsign", "Sqrt", "Tanh",
          "ThresholdedRelu");

  private Operators() {}

  /** The operator's entry; null if it is not taken. */
  static Entry entry(String type) {
    return TAKEN.get(type);
  }

  static boolean keepsShape(String type) {
    return SHAPE_KEEPING.contains(type);
  }

  /** Whether that is the domain of ONNX's own operators. */
  static boolean isOwnDomain(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** Whether the operation takes that tensor as its weight. */
  static boolean isWeight(Operation operation, String tensor) {
    return Set.of("Conv", "Gemm", "MatMul").contains(operation.type())
        && operation.has(1)
        && operation.inputs().get(1).equals(tensor)
        && !operation.inputs().get(0).equals(tensor);
  }

  /** What a user can do about an operator that is not taken. */
  static String remedy(String type) {
    return switch (type) {
      case "Softmax", "LogSoftmax", "ArgMax" -> "end the network before it: the largest output stays the largest";
      case "Sigmoid", "HardSigmoid", "HardSwish", "LeakyRelu", "PRelu", "Elu", "Selu", "Celu", "Gelu", "Mish", "Tanh", "Softplus" ->
          "train the network with Relu or Clip instead";
      case "QuantizeLinear", "DequantizeLinear", "QLinearConv", "ConvInteger", "DynamicQuantizeLinear" ->
          "export the float network: quantising is done here";
      case "InstanceNormalization", "LayerNormalization", "GroupNormalization", "LRN" -> "train the network with BatchNormalization";
      case "ConvTranspose", "Resize", "Upsample" -> "end the network before it";
      default -> "rewrite it with Conv, Gemm, Add, Relu, Clip and pools, or end the network before it";
    };
  }
}
