package org.lexicore.reports;

import java.util.function.DoubleUnaryOperator;

/**
 * A quantity known as well as its sources agree: the lowest and the highest that they support, and what to expect between.
 *
 * <p>Sums and multiples treat all errors as going the same way, so that the band of a sum is as wide as it can be.
 */
public record Band(double low, double typical, double high) {
  public static final Band ZERO = new Band(0, 0, 0);

  public Band {
    if (!(low <= typical && typical <= high)) {
      throw new IllegalArgumentException("not in order: " + low + ", " + typical + ", " + high);
    }
  }

  /** Two figures from different sources; the geometric mean is the typical one. */
  public static Band between(double low, double high) {
    return new Band(low, Math.sqrt(low * high), high);
  }

  /** A figure that has one source. */
  public static Band exactly(double value) {
    return new Band(value, value, value);
  }

  public Band plus(Band other) {
    return new Band(low + other.low, typical + other.typical, high + other.high);
  }

  public Band times(double factor) {
    return map(value -> value * factor);
  }

  /** This times a factor that is a band itself. */
  public Band times(Band factor) {
    return new Band(low * factor.low, typical * factor.typical, high * factor.high);
  }

  private Band map(DoubleUnaryOperator change) {
    return new Band(change.applyAsDouble(low), change.applyAsDouble(typical), change.applyAsDouble(high));
  }
}
