package org.lexicore.compiler.quantise;

import java.util.List;

/**
 * How a tensor is stored in 8 bits: real value = integer × scale of its channel.
 *
 * @param scale positive
 * @param signed int8 or uint8
 * @param spread what each channel's scale is {@code scale} multiplied by ({@link SpreadChannels}); empty where all have the same
 */
public record ActivationScale(double scale, boolean signed, List<Double> spread) {
  public ActivationScale {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("a scale is positive, not " + scale);
    }
    spread = List.copyOf(spread);
  }

  /** One scale for all channels. */
  public ActivationScale(double scale, boolean signed) {
    this(scale, signed, List.of());
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
