package org.lexicore.model.network;

/** An activation tensor as integers: real value = integer × {@code scale}. */
public record QuantisedTensor(String name, Shape shape, double scale, Storage storage) {
  /** A tensor of bytes. */
  public QuantisedTensor(String name, Shape shape, double scale, boolean signed) {
    this(name, shape, scale, signed ? Storage.INT8 : Storage.UINT8);
  }

  /** Whether negative integers can be stored. */
  public boolean signed() {
    return storage != Storage.UINT8;
  }

  /** Smallest storable integer. */
  public int lowest() {
    return storage.lowest();
  }

  /** Largest storable integer. */
  public int highest() {
    return storage.highest();
  }
}
