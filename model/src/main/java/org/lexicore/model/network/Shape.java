package org.lexicore.model.network;

/** A feature map of one sample: channels × height × width; a vector is {@code channels × 1 × 1}. */
public record Shape(int channels, int height, int width) {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException("a shape has positive extents, not " + channels + "x" + height + "x" + width);
    }
  }

  /** Number of elements. */
  public int size() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
