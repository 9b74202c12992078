package org.lexicore.model.network;

/**
 * An activation tensor as 8-bit integers: real value = integer × {@code scale}.
 *
 * @param signed int8 (−128 to 127) or uint8 (0 to 255)
 */
public record QuantisedTensor(String name, Shape shape, double scale, boolean signed) {
  /** Smallest storable integer. */
  public int lowest() {
    return signed ? Byte.MIN_VALUE : 0;
  }

  /** Largest storable integer. */
  public int highest() {
    return signed ? Byte.MAX_VALUE : 255;
  }
}
