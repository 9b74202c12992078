package org.lexicore.compiler.onnx;

/**
 * Operators with many operands, whose extents a file can get wrong in too many ways to tell each: that they do not fit
 * is told.
 */
final class LowerChecked {
  private LowerChecked() {}

  static Operators.Lower of(Operators.Lower lower) {
    return (operation, lowering) -> {
      try {
        lower.lower(operation, lowering);
      } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException | java.util.NoSuchElementException e) {
        throw new NotTaken("its operands do not fit the operator", "export the network again");
      }
    };
  }
}
