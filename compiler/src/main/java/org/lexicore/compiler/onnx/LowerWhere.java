package org.lexicore.compiler.onnx;

import org.lexicore.model.network.host.BinaryOperator;

/**
 * Where as arithmetic: {@code condition · left + (1 − condition) · right}. Infinite constants, as masks have them, become the largest float, so
 * that zero times them is zero.
 */
final class LowerWhere {
  private LowerWhere() {}

  static void lower(Operation operation, Lowering lowering) {
    LowerBinary binary = new LowerBinary(lowering, operation);
    View condition = lowering.operand(operation, 0);
    View other;
    if (lowering.isConstant(operation, 0)) {
      Tensor truth = lowering.constant(operation, 0).orElseThrow();
      Tensor ones = new Tensor.Integers(new int[0], new long[] {1});
      other = lowering.drawing().constant(operation.inputs().get(0) + "/not", Broadcast.combine("Sub", ones, truth));
    } else {
      other = binary.combine(binary.step("not"), BinaryOperator.SUBTRACT, lowering.drawing().constant("one", one()), condition);
    }
    View left = taken(operation, binary, "left", condition, 1, lowering);
    View right = taken(operation, binary, "right", other, 2, lowering);
    lowering.bind(operation, binary.add(operation.output(), left, right));
  }

  private static Tensor one() {
    return new Tensor.Floats(new int[0], new float[] {1});
  }

  /** The operand where the condition is 1, zero elsewhere; of two constants a constant. */
  private static View taken(Operation operation, LowerBinary binary, String side, View condition, int operand, Lowering lowering) {
    Drawing drawing = lowering.drawing();
    View value = lowering.operand(operation, operand);
    if (drawing.isConstant(value)) {
      Tensor finite = finite(lowering.constant(operation, operand).orElseThrow());
      String name = operation.inputs().get(operand) + "/" + side + " of " + operation.output();
      if (drawing.isConstant(condition)) {
        return drawing.constant(name, Broadcast.combine("Mul", drawing.tensor(condition), finite));
      }
      value = drawing.constant(name, finite);
    }
    return binary.multiply(binary.step(side), value, condition);
  }

  private static Tensor finite(Tensor tensor) {
    float[] values = FoldConstants.floats(tensor).clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, values[i]));
    }
    return new Tensor.Floats(tensor.dims(), values);
  }
}
