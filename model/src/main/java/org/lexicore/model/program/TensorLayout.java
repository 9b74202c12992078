package org.lexicore.model.program;

import org.lexicore.model.network.Shape;

/**
 * How a feature map lies in DRAM: {@code [plane][y][x][block]} elements, rows padded to {@code pitch}.
 *
 * @param block channels a plane, B
 * @param pitch bytes from one row to the next, at least width · block elements
 * @param elementBytes bytes per element, little-endian; 1 for all that the accelerator reads or writes
 */
public record TensorLayout(Shape shape, int block, int pitch, int elementBytes) {
  public TensorLayout {
    if (block < 1 || pitch < shape.width() * block * elementBytes) {
      throw new IllegalArgumentException("block " + block + ", pitch " + pitch + " for " + shape);
    }
  }

  /** A layout of bytes. */
  public TensorLayout(Shape shape, int block, int pitch) {
    this(shape, block, pitch, 1);
  }

  /** Number of planes. */
  public int planes() {
    return (shape.channels() + block - 1) / block;
  }

  /** Bytes of one plane. */
  public int planeBytes() {
    return shape.height() * pitch;
  }

  /** Bytes of the whole tensor. */
  public int bytes() {
    return planes() * planeBytes();
  }

  /** First byte of one element. */
  public int offset(int channel, int y, int x) {
    return channel / block * planeBytes() + y * pitch + (x * block + channel % block) * elementBytes;
  }

  /** The tensor's bytes for the integers {@code values}, channel-major (CHW). Padding is 0. */
  public byte[] pack(int[] values) {
    byte[] bytes = new byte[bytes()];
    int at = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          int value = values[at++];
          int to = offset(c, y, x);
          for (int i = 0; i < elementBytes; i++) {
            bytes[to + i] = (byte) (value >> 8 * i);
          }
        }
      }
    }
    return bytes;
  }

  /** The integers, channel-major (CHW), of a tensor that begins at {@code from} in {@code memory}. */
  public int[] unpack(byte[] memory, int from, boolean signed) {
    int[] values = new int[shape.size()];
    int at = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          values[at++] = element(memory, from + offset(c, y, x), signed);
        }
      }
    }
    return values;
  }

  private int element(byte[] memory, int at, boolean signed) {
    int last = memory[at + elementBytes - 1];
    int value = signed ? last : last & 0xFF;
    for (int i = elementBytes - 2; i >= 0; i--) {
      value = value << 8 | memory[at + i] & 0xFF;
    }
    return value;
  }
}
