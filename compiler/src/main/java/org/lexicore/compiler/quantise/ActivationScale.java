package org.lexicore.compiler.quantise;

/**
 * How a tensor is stored in 8 bits: real value = integer × scale.
 *
 * @param scale positive
 * @param signed int8 or uint8
 */
public record ActivationScale(double scale, boolean signed) {
  public ActivationScale {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("a scale is positive, not " + scale);
    }
  }

  /** Smallest storable integer. */
  int lowest() {
    return signed ? Byte.MIN_VALUE : 0;
  }

  /** Largest storable integer. */
  int highest() {
    return signed ? Byte.MAX_VALUE : 255;
  }
}
