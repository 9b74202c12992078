package org.lexicore.compiler.onnx;

/** Operators on maps, taken for lines N, C, W as well: maps with a height of 1. */
final class LowerLine {
  private LowerLine() {}

  static Operators.Lower orMap(Operators.Lower lower) {
    return (operation, lowering) -> {
      boolean line = lowering.isActivation(operation, 0) && lowering.view(operation, 0).rank() == 3;
      lower.lower(line ? operation.with(operation.attributes().ofMap()) : operation, lowering);
      if (line) {
        lowering.bind(operation, lowering.view(operation.output()).without(2));
      }
    };
  }
}
