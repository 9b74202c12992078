package org.lexicore.model.network;

import java.util.List;

/**
 * An activation tensor as integers: real value = integer × scale of its channel.
 *
 * @param spread what the scale of each channel is {@code scale} multiplied by; empty where all channels have the same. Only where no reader
 *     adds channels up without knowing it
 */
public record QuantisedTensor(String name, Shape shape, double scale, Storage storage, List<Double> spread) {
  public QuantisedTensor {
    spread = List.copyOf(spread);
    if (!spread.isEmpty() && spread.size() != shape.channels()) {
      throw new IllegalArgumentException(name + ": " + spread.size() + " factors for " + shape);
    }
  }

  /** A tensor whose channels have one scale. */
  public QuantisedTensor(String name, Shape shape, double scale, Storage storage) {
    this(name, shape, scale, storage, List.of());
  }

  /** A tensor of bytes whose channels have one scale. */
  public QuantisedTensor(String name, Shape shape, double scale, boolean signed) {
    this(name, shape, scale, Storage.ofBytes(signed));
  }

  /** The scale of channel {@code c}. */
  public double scale(int c) {
    return spread.isEmpty() ? scale : scale * spread.get(c);
  }

  /** The real values of {@code integers}, both channel-major. */
  public double[] real(int[] integers) {
    double[] values = new double[integers.length];
    int pixels = shape.height() * shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      double factor = scale(c);
      for (int i = c * pixels; i < (c + 1) * pixels; i++) {
        values[i] = integers[i] * factor;
      }
    }
    return values;
  }

  /** The nearest storable integers of real {@code values}; half way between two the even one, 0 for a NaN. */
  public int[] integers(double[] values) {
    int[] integers = new int[values.length];
    int pixels = shape.height() * shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      double factor = scale(c);
      for (int i = c * pixels; i < (c + 1) * pixels; i++) {
        integers[i] = storage.round(values[i] / factor);
      }
    }
    return integers;
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
