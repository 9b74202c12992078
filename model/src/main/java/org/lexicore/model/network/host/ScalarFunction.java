package org.lexicore.model.network.host;

/** A real function of one variable, as an expression: any chain of elementwise operators on a single tensor comes to one of these. */
public sealed interface ScalarFunction {
  /** The value at {@code x}. */
  double at(double x);

  /** Operators in the expression. */
  default long operators() {
    return switch (this) {
      case Variable it -> 0;
      case Literal it -> 0;
      case Unary it -> 1 + it.argument.operators();
      case Binary it -> 1 + it.left.operators() + it.right.operators();
    };
  }

  /** The variable itself. */
  record Variable() implements ScalarFunction {
    @Override
    public double at(double x) {
      return x;
    }
  }

  /** A number. */
  record Literal(double value) implements ScalarFunction {
    @Override
    public double at(double x) {
      return value;
    }
  }

  /** An operator on one expression. */
  record Unary(UnaryOperator operator, ScalarFunction argument) implements ScalarFunction {
    @Override
    public double at(double x) {
      return operator.apply(argument.at(x));
    }
  }

  /** An operator on two expressions. */
  record Binary(BinaryOperator operator, ScalarFunction left, ScalarFunction right) implements ScalarFunction {
    @Override
    public double at(double x) {
      return operator.apply(left.at(x), right.at(x));
    }
  }
}
