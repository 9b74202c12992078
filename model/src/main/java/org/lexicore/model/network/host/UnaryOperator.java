package org.lexicore.model.network.host;

/** Functions of one number, as ONNX defines the operators of these names; those with parameters are expressions of several. */
public enum UnaryOperator {
  ABSOLUTE,
  NEGATE,
  RECIPROCAL,
  SQUARE_ROOT,
  EXPONENTIAL,
  LOGARITHM,
  SIGMOID,
  TANGENT,
  ERROR_FUNCTION,
  FLOOR,
  CEILING,
  ROUND,
  SIGN;

  /** The value at {@code x}; NaN and infinities as in IEEE arithmetic. */
  public double apply(double x) {
    return switch (this) {
      case ABSOLUTE -> Math.abs(x);
      case NEGATE -> -x;
      case RECIPROCAL -> 1 / x;
      case SQUARE_ROOT -> Math.sqrt(x);
      case EXPONENTIAL -> StrictMath.exp(x);
      case LOGARITHM -> StrictMath.log(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case TANGENT -> StrictMath.tanh(x);
      case ERROR_FUNCTION -> ErrorFunction.at(x);
      case FLOOR -> Math.floor(x);
      case CEILING -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case SIGN -> Math.signum(x);
    };
  }
}
