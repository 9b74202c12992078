package org.lexicore.compiler.data;

/**
 * Which numbers a network can be calculated with: finite ones up to 10⁹ in magnitude.
 *
 * <p>Samples, weights, biases, scales and codebooks beyond that are mistakes of whoever wrote the file. Within it the
 * squares of a float layer's results, summed over any number of samples that memory holds, stay far from float's
 * largest number, 3.4 · 10³⁸.
 */
public final class NumberRange {
  /** The largest magnitude. */
  public static final double LARGEST = 1e9;

  /**
   * The largest magnitude of sums of products: biases, and what a layer reads. Its square, times the positions of all
   * samples that memory holds, is no infinity in float.
   */
  public static final double LARGEST_SUM = 1e14;

  private NumberRange() {}

  /** Whether {@code value} is finite and not huge. */
  public static boolean holds(double value) {
    return Math.abs(value) <= LARGEST; // false for NaN
  }

  /** The position of the first value that is none; -1 if there is none. */
  public static int firstBeyond(float[] values) {
    return firstBeyond(values, LARGEST);
  }

  /** The position of the first value that is no number of at most {@code largest}; -1 if there is none. */
  public static int firstBeyond(float[] values, double largest) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= largest)) {
        return i;
      }
    }
    return -1;
  }

  /** What is wrong with {@code value}, as a message says it after "is". */
  public static String describe(double value) {
    return Double.isNaN(value) ? "NaN" : Double.isInfinite(value) ? "infinite" : String.format(
        java.util.Locale.ROOT, "%.3g, beyond ±%.0e", value, Math.abs(value) > LARGEST_SUM ? LARGEST_SUM : LARGEST);
  }
}
