package org.lexicore.compiler.onnx;

import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.ScalarFunction;

/** Operators on each element of one tensor: clamps for the array, the others for the host. */
final class LowerUnary {
  private LowerUnary() {}

  static void function(Operation operation, Lowering lowering) {
    lowering.bind(operation, apply(operation.output(), Formulas.of(operation), lowering.view(operation, 0), lowering.drawing()));
  }

  /** Adds the function of a view's elements under {@code name}. */
  static View apply(String name, ScalarFunction function, View operand, Drawing drawing) {
    View whole = drawing.whole(operand);
    drawing.host(name, drawing.shape(whole), new Elementwise(function), whole.draft());
    return whole.on(name);
  }

  static void relu(Operation operation, Lowering lowering) {
    clamp(operation, 0, Float.POSITIVE_INFINITY, lowering);
  }

  static void clip(Operation operation, Lowering lowering) {
    if (lowering.isActivation(operation, 1) || lowering.isActivation(operation, 2)) {
      bounded(operation, lowering);
      return;
    }
    Attributes given = operation.attributes();
    float lowest = bound(operation, 1, given.real("min", Float.NEGATIVE_INFINITY), lowering);
    float highest = bound(operation, 2, given.real("max", Float.POSITIVE_INFINITY), lowering);
    if (!(lowest <= highest)) {
      throw new NotTaken("its bounds are " + lowest + " and " + highest, "give the smaller one first");
    }
    clamp(operation, lowest, highest, lowering);
  }

  /** Bounds that the network computes: the host's maximum and minimum. */
  private static void bounded(Operation operation, Lowering lowering) {
    LowerBinary binary = new LowerBinary(lowering, operation);
    View view = lowering.operand(operation, 0);
    if (operation.has(1)) {
      String name = operation.has(2) ? binary.step("raised") : operation.output();
      view = binary.combine(name, BinaryOperator.MAXIMUM, view, lowering.operand(operation, 1));
    }
    lowering.bind(operation, operation.has(2)
        ? binary.combine(operation.output(), BinaryOperator.MINIMUM, view, lowering.operand(operation, 2))
        : view);
  }

  private static float bound(Operation operation, int operand, float absent, Lowering lowering) {
    return lowering.constant(operation, operand).filter(tensor -> tensor.size() == 1).map(tensor -> (float) tensor.at(0)).orElse(absent);
  }

  private static void clamp(Operation operation, float lowest, float highest, Lowering lowering) {
    View clamped = clamp(operation.output(), lowest, highest, lowering.view(operation, 0), lowering.drawing());
    lowering.bind(operation, clamped);
  }

  static View clamp(String name, float lowest, float highest, View operand, Drawing drawing) {
    View whole = drawing.whole(operand);
    drawing.add(new Draft.Plain(new FloatGraph.Clamp(name, drawing.shape(whole), whole.draft(), lowest, highest)));
    return whole.on(name);
  }

  /** A factor and a clamp, which a convolution takes up. */
  static void hardSigmoid(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    LowerBinary binary = new LowerBinary(lowering, operation);
    View scaled =
        binary.affine(binary.step("scaled"), lowering.view(operation, 0), given.real("alpha", 0.2f), given.real("beta", 0.5f));
    lowering.bind(operation, clamp(operation.output(), 0, 1, scaled, lowering.drawing()));
  }

  /** {@code max(x, 0) + slope · min(x, 0)} with a slope for the whole tensor, or one a channel and more. */
  static void parametricRelu(Operation operation, Lowering lowering) {
    Drawing drawing = lowering.drawing();
    View operand = lowering.view(operation, 0);
    Tensor slope = lowering.isConstant(operation, 1) ? lowering.constant(operation, 1).orElseThrow() : null;
    if (slope != null && slope.size() == 1) {
      lowering.bind(operation, apply(operation.output(), Formulas.leakyRelu(slope.at(0)), operand, drawing));
      return;
    }
    View positive = clamp(drawing.fresh(operation.output() + "/positive"), 0, Float.POSITIVE_INFINITY, operand, drawing);
    View negative = clamp(drawing.fresh(operation.output() + "/negative"), Float.NEGATIVE_INFINITY, 0, operand, drawing);
    LowerBinary binary = new LowerBinary(lowering, operation);
    View scaled = binary.multiply(drawing.fresh(operation.output() + "/scaled"), negative, lowering.operand(operation, 1));
    lowering.bind(operation, binary.add(operation.output(), positive, scaled));
  }
}
