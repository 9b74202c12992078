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

  private static final Map<String, Entry> TAKEN = new TreeMap<>();

  static {
    take(2, LowerLine.orMap(LowerConvolution::lower), "Conv");
    take(2, LowerLine.orMap(LowerTransposedConvolution::lower), "ConvTranspose");
    take(2, LowerMatrix::gemm, "Gemm");
    take(2, LowerMatrix::matMul, "MatMul");
    take(2, LowerBroadcastAxis.orLast(LowerBinary::lower), "Add", "Sub", "Mul", "Div", "Pow", "And", "Or");
    take(2, LowerBroadcastAxis.orLast(LowerBinary::compare), "Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual");
    take(1, LowerBinary::variadic, "Sum", "Mean", "Max", "Min");
    take(3, LowerWhere::lower, "Where");
    take(1, LowerUnary::relu, "Relu");
    take(1, LowerUnary::clip, "Clip");
    take(1, LowerUnary::hardSigmoid, "HardSigmoid");
    take(2, LowerUnary::parametricRelu, "PRelu");
    take(1, LowerUnary::function, Formulas.TYPES.toArray(String[]::new));
    take(1, LowerChecked.of(LowerPad::lower), "Pad");
    take(1, LowerLine.orMap(LowerPool::max), "MaxPool");
    take(1, LowerLine.orMap(LowerPool::average), "AveragePool");
    take(1, LowerLine.orMap(LowerPool::globalMax), "GlobalMaxPool");
    take(1, LowerLine.orMap(LowerPool::globalAverage), "GlobalAveragePool");
    take(1, LowerLine.orMap(LowerResize::lower), "Resize");
    take(1, LowerReduce::lower, "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare");
    take(1, LowerReduce::lower, "ReduceLogSum", "ReduceLogSumExp");
    take(1, LowerNormalisation::softmax, "Softmax");
    take(1, LowerNormalisation::logSoftmax, "LogSoftmax");
    take(5, LowerChecked.of(LowerElementBatch::orSpatial), "BatchNormalization");
    take(2, LowerNormalisation::layer, "LayerNormalization");
    take(3, LowerLine.orMap(LowerNormalisation::instance), "InstanceNormalization");
    take(1, LowerReshape::flatten, "Flatten");
    take(2, LowerReshape::reshape, "Reshape");
    take(1, LowerReshape::squeeze, "Squeeze");
    take(1, LowerReshape::unsqueeze, "Unsqueeze");
    take(1, LowerReshape::transpose, "Transpose");
    take(2, LowerReshape::expand, "Expand");
    take(2, LowerReshape::tile, "Tile");
    take(1, LowerReshape::depthToSpace, "DepthToSpace");
    take(1, LowerReshape::spaceToDepth, "SpaceToDepth");
    take(1, LowerReshape::same, "Identity");
    take(1, LowerReshape::cast, "Cast");
    take(1, LowerReshape::dropout, "Dropout");
    take(1, LowerReshape::shape, "Shape");
    take(1, LowerReshape::size, "Size");
    take(1, LowerPick::slice, "Slice");
    take(1, LowerPick::split, "Split");
    take(2, LowerPick::gather, "Gather");
    take(1, LowerPick::concatenate, "Concat");
    take(2, LowerChecked.of(LowerIndices::gatherElements), "GatherElements");
    take(2, LowerChecked.of(LowerIndices::gatherNd), "GatherND");
    take(3, LowerChecked.of(LowerIndices::scatter), "ScatterElements", "ScatterND");
    take(1, LowerChecked.of(LowerRank::arg), "ArgMax", "ArgMin");
    take(1, LowerChecked.of(LowerRank::top), "TopK");
    take(1, LowerChecked.of(LowerRank::hardmax), "Hardmax");
    take(1, LowerChecked.of(LowerEinsum::lower), "Einsum");
    take(2, LowerChecked.of(LowerQuantised::quantise), "QuantizeLinear", "com.microsoft.QuantizeLinear");
    take(2, LowerChecked.of(LowerQuantised::dequantise), "DequantizeLinear", "com.microsoft.DequantizeLinear");
    take(1, LowerChecked.of(LowerQuantised::quantiseDynamically), "DynamicQuantizeLinear");
    take(2, LowerChecked.of(LowerQuantised::integerProduct), "MatMulInteger", "ConvInteger");
    take(8, LowerChecked.of(LowerQuantised::conv), "QLinearConv");
    take(8, LowerChecked.of(LowerQuantised::binary), "QLinearMatMul", "com.microsoft.QLinearAdd", "com.microsoft.QLinearMul");
    take(5, LowerChecked.of(LowerQuantised::unary), "com.microsoft.QLinearGlobalAveragePool", "com.microsoft.QLinearAveragePool", "com.microsoft.QLinearSigmoid");
    take(5, LowerChecked.of(LowerQuantised::unary), "com.microsoft.QLinearLeakyRelu", "com.microsoft.QLinearSoftmax");
    take(6, LowerChecked.of(LowerQuantised::gemm), "com.microsoft.QGemm");
    take(5, LowerChecked.of(LowerQuantised::concatenate), "com.microsoft.QLinearConcat");
    take(4, LowerChecked.of(LowerQuantised::quant), "qonnx.custom_op.general.Quant", "onnx.brevitas.Quant", "finn.custom_op.general.Quant");
    take(2, LowerChecked.of(LowerQuantised::bipolar), "qonnx.custom_op.general.BipolarQuant", "onnx.brevitas.BipolarQuant", "finn.custom_op.general.BipolarQuant");
    take(3, LowerChecked.of(LowerGroups::group), "GroupNormalization");
    take(2, LowerChecked.of(LowerGroups::rootMeanSquare), "RMSNormalization");
    take(1, LowerChecked.of(LowerGroups::localResponse), "LRN");
    take(1, LowerChecked.of(LowerGroups::meanVariance), "MeanVarianceNormalization");
    take(3, LowerChecked.of(LowerRecurrent::lower), "LSTM", "GRU", "RNN");
    take(2, LowerChecked.of(LowerRank::accumulate), "CumSum");
  }

  private static void take(int operands, Lower lower, String... types) {
    for (String type : types) {
      TAKEN.put(type, new Entry(operands, lower));
    }
  }

  /** Not taken, but of their operand's shape, so that what follows can be checked as well. */
  private static final Set<String> SHAPE_KEEPING = Set.of("Sin", "Cos", "Tan");

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
      case "NonMaxSuppression", "NonZero" -> "end the network before it and pick in your own program";
      case "Loop", "Scan" -> "export the network with loops unrolled";
      default -> "rewrite it with operators that docs/operators.md lists, or end the network before it";
    };
  }
}
