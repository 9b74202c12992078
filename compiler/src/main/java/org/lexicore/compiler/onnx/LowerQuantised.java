package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.compiler.onnx.QuantisedTensors.Code;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.UnaryOperator;

/**
 * Quantised activations as real numbers ({@link QuantisedTensors}), and the operators on integers as what they stand
 * for: the float operator between a DequantizeLinear for each operand and a QuantizeLinear.
 */
final class LowerQuantised {
  private static final String REMEDY = "export the float network: quantising is done here";

  /** ONNX Runtime's own operators. */
  private static final String MICROSOFT = "com.microsoft.";

  /** Operators with an operand, its scale and zero point, then those of the result → the float operator. */
  private static final Map<String, String> UNARY =
      Map.of(
          MICROSOFT + "QLinearGlobalAveragePool", "GlobalAveragePool", MICROSOFT + "QLinearAveragePool", "AveragePool", MICROSOFT + "QLinearSigmoid",
          "Sigmoid", MICROSOFT + "QLinearLeakyRelu", "LeakyRelu", MICROSOFT + "QLinearSoftmax", "Softmax");

  private static final Map<String, String> BINARY =
      Map.of(MICROSOFT + "QLinearAdd", "Add", MICROSOFT + "QLinearMul", "Mul", "QLinearMatMul", "MatMul");

  /** All that read integers and know it. */
  static final Set<String> TYPES =
      Set.of(
          "DequantizeLinear", MICROSOFT + "DequantizeLinear", "QLinearConv", "QLinearMatMul", "MatMulInteger", "ConvInteger",
          MICROSOFT + "QLinearAdd", MICROSOFT + "QLinearMul", MICROSOFT + "QLinearGlobalAveragePool", MICROSOFT + "QLinearAveragePool",
          MICROSOFT + "QLinearSigmoid", MICROSOFT + "QLinearLeakyRelu", MICROSOFT + "QLinearSoftmax", MICROSOFT + "QLinearConcat",
          MICROSOFT + "QGemm");

  private LowerQuantised() {}

  /** Which operand is the result's zero point, whose type says what it is rounded to; −1 for other operators. */
  static int zeroPoint(String type) {
    return switch (type) {
      case "QuantizeLinear", MICROSOFT + "QuantizeLinear" -> 2;
      case "QLinearConv", "QLinearMatMul", MICROSOFT + "QLinearAdd", MICROSOFT + "QLinearMul" -> 7;
      case MICROSOFT + "QLinearConcat" -> 1;
      case MICROSOFT + "QGemm" -> 8;
      default -> UNARY.containsKey(type) ? 4 : -1;
    };
  }

  static void quantise(Operation operation, Lowering lowering) {
    double scale = number(operation, 1, 1, lowering);
    double zero = number(operation, 2, 0, lowering);
    requireScale(scale);
    IntegerRange range = IntegerRange.of(operation.attributes());
    lowering.bind(operation, rounded(operation, range, scale, zero, lowering));
    lowering.quantised().add(operation.output(), new Code(scale, zero));
  }

  private static void requireScale(double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new NotTaken("its scale is " + scale, "export the network again");
    }
  }

  /** Fine steps are left out, coarse ones are what the network was trained for. */
  private static View rounded(Operation operation, IntegerRange range, double scale, double zero, Lowering lowering) {
    View view = lowering.view(operation, 0);
    double lowest = (range.lowest() - zero) * scale;
    double highest = (range.highest() - zero) * scale;
    if (range.isFine()) {
      lowering.quantised().leaveUnrounded(operation.inputs().get(0));
      return Saturate.within(operation.output(), (float) lowest, (float) highest, view, lowering.drawing());
    }
    ScalarFunction steps = Formulas.of(UnaryOperator.ROUND, Formulas.over(Formulas.X, Formulas.number(scale)));
    ScalarFunction bounded = Formulas.clamped(steps, range.lowest() - zero, range.highest() - zero);
    return LowerUnary.apply(operation.output(), Formulas.scaled(scale, bounded), view, lowering.drawing());
  }

  /** What was made with another scale, or came as integers from outside, is converted. */
  static void dequantise(Operation operation, Lowering lowering) {
    double scale = number(operation, 1, 1, lowering);
    double zero = number(operation, 2, 0, lowering);
    requireScale(scale);
    Code code = lowering.quantised().code(operation.inputs().get(0)).orElse(new Code(1, 0));
    View view = lowering.view(operation, 0);
    double factor = scale / code.scale();
    double shift = (code.zero() - zero) * scale;
    boolean same = factor == 1 && shift == 0;
    View made = same ? view : new LowerBinary(lowering, operation).affine(operation.output(), view, (float) factor, (float) shift);
    lowering.bind(operation, made);
  }

  private static double number(Operation operation, int operand, double absent, Lowering lowering) {
    if (lowering.isActivation(operation, operand)) {
      throw new NotTaken("its scale or zero point is computed by the network", REMEDY);
    }
    Tensor given = lowering.constant(operation, operand).orElse(null);
    if (given != null && given.size() != 1) {
      throw new NotTaken("quantises an activation with " + given.size() + " scales", "export it with one scale for each activation");
    }
    return given == null ? absent : given.at(0);
  }

  /** QONNX's Quant of an activation. */
  static void quant(Operation operation, Lowering lowering) {
    double scale = number(operation, 1, 1, lowering);
    double zero = number(operation, 2, 0, lowering);
    requireScale(scale);
    IntegerRange range = FoldQuantised.range(operation, lowering.constant(operation, 3).orElseThrow());
    String mode = operation.attributes().text("rounding_mode", "ROUND");
    if (zero != Math.rint(zero) || !range.isFine() && !mode.equals("ROUND") && !mode.equals("HALF_EVEN")) {
      throw new NotTaken("rounds with mode \"" + mode + "\" around " + zero, "quantise activations with ROUND and a whole zero point");
    }
    lowering.bind(operation, rounded(operation, range, scale, zero, lowering));
  }

  /** QONNX's BipolarQuant of an activation: {@code scale · (1 − 2 · [x < 0])}. */
  static void bipolar(Operation operation, Lowering lowering) {
    double scale = number(operation, 1, 1, lowering);
    ScalarFunction negative = Formulas.isPositive(Formulas.of(UnaryOperator.NEGATE, Formulas.X));
    ScalarFunction sign = Formulas.minus(Formulas.number(1), Formulas.scaled(2, negative));
    View view = lowering.view(operation, 0);
    lowering.bind(operation, LowerUnary.apply(operation.output(), Formulas.of(BinaryOperator.MULTIPLY, Formulas.number(scale), sign), view, lowering.drawing()));
  }

  /** Real numbers are their own integers with scale 1, as fine as they are. */
  static void quantiseDynamically(Operation operation, Lowering lowering) {
    lowering.quantised().leaveUnrounded(operation.inputs().get(0));
    lowering.bind(operation, lowering.view(operation, 0));
    lowering.quantised().add(operation.output(), new Code(1, 0));
    if (operation.makes(1)) {
      lowering.constants().fold(operation.outputs().get(1), new Tensor.Floats(new int[0], new float[] {1}));
    }
    if (operation.makes(2)) {
      lowering.constants().fold(operation.outputs().get(2), new Tensor.Integers(new int[0], new long[1]));
    }
  }

  /** MatMulInteger and ConvInteger: products of integers less their zero points. */
  static void integerProduct(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    boolean conv = operation.type().equals("ConvInteger");
    String one = expansion.constant("one", new Tensor.Floats(new int[0], new float[] {1}));
    String left = real(expansion, 0, one, 2, 0);
    String weight = expansion.operand(3).isEmpty() || lowering.constant(operation, 3).orElseThrow().size() == 1
        ? real(expansion, 1, one, 3, 0)
        : perChannel(expansion, conv ? 0 : lowering.dims(expansion.operand(1)).length - 1, lowering);
    expansion.last(conv ? "Conv" : "MatMul", List.of(left, weight), attributes(operation));
  }

  private static String perChannel(Expansion expansion, int axis, Lowering lowering) {
    int count = lowering.dims(expansion.operand(1))[axis];
    return real(expansion, 1, expansion.floats("ones", Parameters.all(count, 1), count), 3, axis);
  }

  private static String real(Expansion expansion, int operand, String scale, int zero, int axis) {
    List<String> operands = new ArrayList<>(List.of(expansion.operand(operand), scale));
    if (!expansion.operand(zero).isEmpty()) {
      operands.add(expansion.operand(zero));
    }
    return expansion.node("DequantizeLinear", operands, Protos.integer("axis", axis));
  }

  private static AttributeProto[] attributes(Operation operation) {
    return operation.attributes().all().stream().filter(it -> !it.getName().equals(IntegerRange.TYPE)).toArray(AttributeProto[]::new);
  }

  private static void finish(Operation operation, Expansion expansion, String made, int scale) {
    AttributeProto type = Protos.integer(IntegerRange.TYPE, operation.attributes().integer(IntegerRange.TYPE, 2));
    expansion.last("QuantizeLinear", List.of(made, expansion.operand(scale), expansion.operand(scale + 1)), type);
  }

  /** The weight's scales are one for each output channel, or one; the bias has steps of the product of both scales. */
  static void conv(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    String x = real(expansion, 0, expansion.operand(1), 2, 0);
    String w = real(expansion, 3, expansion.operand(4), 5, 0);
    List<String> operands = new ArrayList<>(List.of(x, w));
    if (operation.has(8)) {
      String steps = expansion.node("Mul", List.of(expansion.operand(1), expansion.operand(4)));
      operands.add(expansion.node("DequantizeLinear", List.of(expansion.operand(8), steps), Protos.integer("axis", 0)));
    }
    finish(operation, expansion, expansion.node("Conv", operands, attributes(operation)), 6);
  }

  static void unary(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    String x = real(expansion, 0, expansion.operand(1), 2, 0);
    if (operation.attributes().integer("channels_last", 0) != 0) {
      throw new NotTaken("has its channels last", "export it with channels behind the batch");
    }
    finish(operation, expansion, expansion.node(UNARY.get(operation.type()), List.of(x), attributes(operation)), 3);
  }

  /** Of a matrix, scales lie along its last axis. */
  static void binary(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    String a = real(expansion, 0, expansion.operand(1), 2, -1);
    String b = real(expansion, 3, expansion.operand(4), 5, -1);
    finish(operation, expansion, expansion.node(BINARY.get(operation.type()), List.of(a, b)), 6);
  }

  static void gemm(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    String a = real(expansion, 0, expansion.operand(1), 2, 0);
    String b = real(expansion, 3, expansion.operand(4), 5, operation.attributes().integer("transB", 0) != 0 ? 0 : 1);
    List<String> operands = new ArrayList<>(List.of(a, b));
    if (operation.has(6)) {
      String alpha = expansion.number("alpha", operation.attributes().real("alpha", 1));
      String steps = expansion.node("Mul", List.of(expansion.node("Mul", List.of(expansion.operand(1), expansion.operand(4))), alpha));
      operands.add(expansion.node("DequantizeLinear", List.of(expansion.operand(6), steps), Protos.integer("axis", -1)));
    }
    if (operation.has(7)) {
      finish(operation, expansion, expansion.node("Gemm", operands, attributes(operation)), 7);
    } else {
      expansion.last("Gemm", operands, attributes(operation));
    }
  }

  static void concatenate(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    List<String> parts = new ArrayList<>();
    for (int i = 2; i + 2 < operation.inputs().size(); i += 3) {
      parts.add(real(expansion, i, expansion.operand(i + 1), i + 2, 0));
    }
    AttributeProto type = Protos.integer(IntegerRange.TYPE, operation.attributes().integer(IntegerRange.TYPE, 2));
    String made = expansion.node("Concat", parts, attributes(operation));
    expansion.last("QuantizeLinear", Arrays.asList(made, expansion.operand(0), expansion.operand(1)), type);
  }
}
