package org.lexicore.compiler.onnx;

import java.util.Set;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.ScalarFunction.Binary;
import org.lexicore.model.network.host.ScalarFunction.Literal;
import org.lexicore.model.network.host.ScalarFunction.Unary;
import org.lexicore.model.network.host.ScalarFunction.Variable;
import org.lexicore.model.network.host.UnaryOperator;

/** ONNX's functions of one variable as expressions. */
final class Formulas {
  static final ScalarFunction X = new Variable();

  /** The operators that are functions of one variable. */
  static final Set<String> TYPES =
      Set.of(
          "Abs", "Neg", "Reciprocal", "Sqrt", "Exp", "Log", "Sigmoid", "Tanh", "Erf", "Floor", "Ceil", "Round", "Sign", "Not", "Softplus",
          "Softsign", "HardSwish", "Mish", "Gelu", "LeakyRelu", "Elu", "Celu", "Selu", "ThresholdedRelu", "Shrink");

  private Formulas() {}

  static ScalarFunction number(double value) {
    return new Literal(value);
  }

  static ScalarFunction of(UnaryOperator operator, ScalarFunction argument) {
    return new Unary(operator, argument);
  }

  static ScalarFunction of(BinaryOperator operator, ScalarFunction left, ScalarFunction right) {
    return new Binary(operator, left, right);
  }

  static ScalarFunction plus(ScalarFunction left, ScalarFunction right) {
    return of(BinaryOperator.ADD, left, right);
  }

  static ScalarFunction minus(ScalarFunction left, ScalarFunction right) {
    return of(BinaryOperator.SUBTRACT, left, right);
  }

  static ScalarFunction times(ScalarFunction left, ScalarFunction right) {
    return of(BinaryOperator.MULTIPLY, left, right);
  }

  static ScalarFunction over(ScalarFunction left, ScalarFunction right) {
    return of(BinaryOperator.DIVIDE, left, right);
  }

  static ScalarFunction scaled(double factor, ScalarFunction argument) {
    return factor == 1 ? argument : times(number(factor), argument);
  }

  static ScalarFunction clamped(ScalarFunction argument, double lowest, double highest) {
    ScalarFunction from = lowest == Double.NEGATIVE_INFINITY ? argument : of(BinaryOperator.MAXIMUM, argument, number(lowest));
    return highest == Double.POSITIVE_INFINITY ? from : of(BinaryOperator.MINIMUM, from, number(highest));
  }

  private static ScalarFunction positive() {
    return clamped(X, 0, Double.POSITIVE_INFINITY);
  }

  private static ScalarFunction negative() {
    return clamped(X, Double.NEGATIVE_INFINITY, 0);
  }

  /** {@code max(x, 0) + slope · min(x, 0)}. */
  static ScalarFunction leakyRelu(double slope) {
    return plus(positive(), scaled(slope, negative()));
  }

  /** {@code max(x, 0) + alpha · (exp(min(x, 0) / width) − 1)}: Elu with width 1, Celu with width alpha. */
  static ScalarFunction elu(double alpha, double width) {
    ScalarFunction grown = of(UnaryOperator.EXPONENTIAL, scaled(1 / width, negative()));
    return plus(positive(), scaled(alpha, minus(grown, number(1))));
  }

  static ScalarFunction hardSigmoid(double alpha, double beta) {
    return clamped(plus(scaled(alpha, X), number(beta)), 0, 1);
  }

  /** {@code log(1 + exp(x))}, written so that exp does not overflow. */
  static ScalarFunction softplus() {
    ScalarFunction falling = of(UnaryOperator.EXPONENTIAL, of(UnaryOperator.NEGATE, of(UnaryOperator.ABSOLUTE, X)));
    return plus(positive(), of(UnaryOperator.LOGARITHM, plus(number(1), falling)));
  }

  static ScalarFunction gelu() {
    ScalarFunction erf = of(UnaryOperator.ERROR_FUNCTION, over(X, number(Math.sqrt(2))));
    return times(scaled(0.5, X), plus(number(1), erf));
  }

  static ScalarFunction geluByTangent() {
    ScalarFunction cubic = plus(X, scaled(0.044715, times(X, times(X, X))));
    return times(scaled(0.5, X), plus(number(1), of(UnaryOperator.TANGENT, scaled(Math.sqrt(2 / Math.PI), cubic))));
  }

  /** 1 where the argument is above 0, 0 elsewhere. */
  static ScalarFunction isPositive(ScalarFunction argument) {
    return clamped(of(UnaryOperator.SIGN, argument), 0, Double.POSITIVE_INFINITY);
  }

  static ScalarFunction not(ScalarFunction truth) {
    return minus(number(1), truth);
  }

  /** Where {@code difference = left − right} satisfies the comparison: 1, elsewhere 0. */
  static ScalarFunction comparison(String type, ScalarFunction difference) {
    ScalarFunction reversed = of(UnaryOperator.NEGATE, difference);
    return switch (type) {
      case "Greater" -> isPositive(difference);
      case "Less" -> isPositive(reversed);
      case "GreaterOrEqual" -> not(isPositive(reversed));
      case "LessOrEqual" -> not(isPositive(difference));
      case "Equal" -> not(of(UnaryOperator.ABSOLUTE, of(UnaryOperator.SIGN, difference)));
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** Towards zero, as a cast to integers rounds. */
  static ScalarFunction truncated() {
    return times(of(UnaryOperator.SIGN, X), of(UnaryOperator.FLOOR, of(UnaryOperator.ABSOLUTE, X)));
  }

  /** ONNX's operator of one operand; attributes absent take its defaults. */
  static ScalarFunction of(Operation operation) {
    Attributes given = operation.attributes();
    return switch (operation.type()) {
      case "Abs" -> of(UnaryOperator.ABSOLUTE, X);
      case "Neg" -> of(UnaryOperator.NEGATE, X);
      case "Reciprocal" -> of(UnaryOperator.RECIPROCAL, X);
      case "Sqrt" -> of(UnaryOperator.SQUARE_ROOT, X);
      case "Exp" -> of(UnaryOperator.EXPONENTIAL, X);
      case "Log" -> of(UnaryOperator.LOGARITHM, X);
      case "Sigmoid" -> of(UnaryOperator.SIGMOID, X);
      case "Tanh" -> of(UnaryOperator.TANGENT, X);
      case "Erf" -> of(UnaryOperator.ERROR_FUNCTION, X);
      case "Floor" -> of(UnaryOperator.FLOOR, X);
      case "Ceil" -> of(UnaryOperator.CEILING, X);
      case "Round" -> of(UnaryOperator.ROUND, X);
      case "Sign" -> of(UnaryOperator.SIGN, X);
      case "Not" -> not(X);
      case "Softplus" -> softplus();
      case "Softsign" -> over(X, plus(number(1), of(UnaryOperator.ABSOLUTE, X)));
      case "HardSwish" -> times(X, hardSigmoid(1.0 / 6, 0.5));
      case "Mish" -> times(X, of(UnaryOperator.TANGENT, softplus()));
      case "Gelu" -> given.text("approximate", "none").equals("tanh") ? geluByTangent() : gelu();
      case "LeakyRelu" -> leakyRelu(given.real("alpha", 0.01f));
      case "Elu" -> elu(given.real("alpha", 1), 1);
      case "Celu" -> elu(given.real("alpha", 1), given.real("alpha", 1));
      case "Selu" -> scaled(given.real("gamma", 1.05070102f), elu(given.real("alpha", 1.67326319f), 1));
      case "ThresholdedRelu" -> times(X, isPositive(minus(X, number(given.real("alpha", 1)))));
      case "Shrink" -> shrunk(given.real("lambd", 0.5f), given.real("bias", 0));
      default -> throw new IllegalArgumentException(operation.type());
    };
  }

  /** x − bias above lambda, x + bias below −lambda, 0 between. */
  private static ScalarFunction shrunk(double lambda, double bias) {
    ScalarFunction above = times(isPositive(minus(X, number(lambda))), minus(X, number(bias)));
    ScalarFunction below = times(isPositive(minus(number(-lambda), X)), plus(X, number(bias)));
    return plus(above, below);
  }
}
