package org.lexicore.compiler.quantise;

import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.UnaryOperator;

/** An interval that a function's values cannot leave, by interval arithmetic; wide where that knows nothing better. */
record Bounds(double lowest, double highest) {
  static final Bounds ALL = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  static final Bounds NON_NEGATIVE = new Bounds(0, Double.POSITIVE_INFINITY);

  /** Bounds of {@code function} where the variable keeps to {@code variable}. */
  static Bounds of(ScalarFunction function, Bounds variable) {
    return switch (function) {
      case ScalarFunction.Variable it -> variable;
      case ScalarFunction.Literal it -> new Bounds(it.value(), it.value());
      case ScalarFunction.Unary it -> of(it.operator(), of(it.argument(), variable));
      case ScalarFunction.Binary it -> of(it.operator(), of(it.left(), variable), of(it.right(), variable));
    };
  }

  private static Bounds of(UnaryOperator operator, Bounds x) {
    return switch (operator) {
      case EXPONENTIAL, SIGMOID, TANGENT, ERROR_FUNCTION, FLOOR, CEILING, ROUND, SIGN ->
          new Bounds(operator.apply(x.lowest), operator.apply(x.highest));
      case ABSOLUTE -> x.lowest >= 0 ? x : NON_NEGATIVE;
      case NEGATE -> new Bounds(-x.highest, -x.lowest);
      case SQUARE_ROOT -> NON_NEGATIVE;
      case RECIPROCAL -> x.lowest >= 0 ? NON_NEGATIVE : ALL;
      case LOGARITHM -> x.lowest >= 1 ? NON_NEGATIVE : ALL;
    };
  }

  private static Bounds of(BinaryOperator operator, Bounds l, Bounds r) {
    boolean positive = l.lowest >= 0 && r.lowest >= 0;
    return switch (operator) {
      case ADD -> new Bounds(l.lowest + r.lowest, l.highest + r.highest);
      case SUBTRACT -> new Bounds(l.lowest - r.highest, l.highest - r.lowest);
      case MULTIPLY -> positive ? new Bounds(l.lowest * r.lowest, Double.POSITIVE_INFINITY) : scaled(l, r);
      case DIVIDE, POWER -> positive ? NON_NEGATIVE : ALL;
      case MAXIMUM -> new Bounds(Math.max(l.lowest, r.lowest), Math.max(l.highest, r.highest));
      case MINIMUM -> new Bounds(Math.min(l.lowest, r.lowest), Math.min(l.highest, r.highest));
    };
  }

  /** A product of which one factor is a number. */
  private static Bounds scaled(Bounds l, Bounds r) {
    if (l.lowest == l.highest && l.lowest != 0 && r.lowest != r.highest) {
      return scaled(r, l);
    }
    if (r.lowest != r.highest || r.lowest == 0) {
      return ALL;
    }
    double one = l.lowest * r.lowest;
    double other = l.highest * r.lowest;
    return new Bounds(Math.min(one, other), Math.max(one, other));
  }

  boolean isNonNegative() {
    return lowest >= 0;
  }
}
