package org.lexicore.model.network;

/**
 * The rounding multiply and shift that takes an int32 sum to the scale of the next tensor; {@code docs/arithmetic.md} defines it.
 *
 * <p>{@code apply(x) = clamp16((x · multiplier + 2^(shift−1)) >> shift)}: round half up, saturated to 16 bits. The product is exact
 * in 49 bits.
 *
 * @param multiplier 0 to 65,535
 * @param shift 1 to 47
 */
public record Requantisation(int multiplier, int shift) {
  /** Largest shift that the hardware has. */
  public static final int MAX_SHIFT = 47;

  public Requantisation {
    if (multiplier < 0 || multiplier > 0xFFFF || shift < 1 || shift > MAX_SHIFT) {
      throw new IllegalArgumentException("multiplier " + multiplier + ", shift " + shift);
    }
  }

  /** Exactly 1: leaves every 16-bit number as it is. */
  public static final Requantisation IDENTITY = new Requantisation(1 << 15, 15);

  /**
   * The closest to the real factor {@code factor}.
   *
   * @param factor from 0 to 2^15 exclusive; a factor below 2^−32 becomes 0
   */
  public static Requantisation of(double factor) {
    if (!(factor >= 0) || factor >= 1 << 15) {
      throw new IllegalArgumentException("no requantisation by " + factor);
    }
    if (factor < 0x1p-32) {
      return new Requantisation(0, 1);
    }
    int shift = Math.min(MAX_SHIFT, 15 - Math.getExponent(factor));
    long multiplier = Math.round(factor * Math.scalb(1.0, shift));
    if (multiplier > 0xFFFF) {
      shift--;
      multiplier = Math.round(factor * Math.scalb(1.0, shift));
    }
    return new Requantisation((int) multiplier, shift);
  }

  /** The requantised value of {@code x}, −32,768 to 32,767. */
  public int apply(int x) {
    long rounded = ((long) x * multiplier + (1L << (shift - 1))) >> shift;
    return (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
  }
}
