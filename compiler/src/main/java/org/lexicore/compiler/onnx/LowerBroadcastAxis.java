package org.lexicore.compiler.onnx;

import java.util.List;

/**
 * Arithmetic before opset 7, where {@code axis} says which axes of the first operand the second one has. Such files are
 * refused, but read to the end.
 */
final class LowerBroadcastAxis {
  private LowerBroadcastAxis() {}

  static Operators.Lower orLast(Operators.Lower lower) {
    return (operation, lowering) -> {
      boolean placed = operation.attributes().has("broadcast") && operation.attributes().has("axis");
      if (!placed || !lowering.isActivation(operation, 0)) {
        lower.lower(operation, lowering);
        return;
      }
      Expansion expansion = new Expansion(operation, lowering);
      int rank = lowering.view(operation, 0).rank();
      int[] dims = expansion.dims(expansion.operand(1));
      int behind = rank - Extents.axis(operation.attributes().integer("axis", 0), rank) - dims.length;
      long[] wide = new long[dims.length + Math.max(0, behind)];
      for (int axis = 0; axis < wide.length; axis++) {
        wide[axis] = axis < dims.length ? dims[axis] : 1;
      }
      expansion.last(operation.type(), List.of(expansion.operand(0), expansion.reshape(expansion.operand(1), wide)));
    };
  }
}
