package org.lexicore.simulator;

/** The rounding multiply and shift to 16 bits; {@code docs/arithmetic.md}. */
final class Requantiser {
  private Requantiser() {}

  /**
   * {@code clamp16((x · multiplier + 2^(shift−1)) >> shift)}.
   *
   * @param multiplier 0 to 65,535
   * @param shift 1 to 47; with 0 nothing is added before the shift
   */
  static int requantise(int x, int multiplier, int shift) {
    long half = 1L << shift >>> 1;
    long rounded = (long) x * multiplier + half >> shift;
    return (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
  }

  /** {@code value} limited to {@code lowest … highest}. */
  static int clamp(int value, int lowest, int highest) {
    return Math.max(lowest, Math.min(highest, value));
  }
}
