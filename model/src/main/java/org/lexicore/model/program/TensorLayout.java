package org.lexicore.model.program;

import org.lexicore.model.network.Shape;

/**
 * How a feature map lies in DRAM: {@code [plane][y][x][block]} bytes, rows padded to {@code pitch}.
 *
 * @param block channels a plane, B
 * @param pitch bytes from one row to the next, at least width · block
 */
public record TensorLayout(Shape shape, int block, int pitch) {
  public TensorLayout {
    if (block < 1 || pitch < shape.width() * block) {
      throw new IllegalArgumentException("block " + block + ", pitch " + pitch + " for " + shape);
    }
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

  /** Byte of one element. */
  public int offset(int channel, int y, int x) {
    return channel / block * planeBytes() + y * pitch + x * block + channel % block;
  }

  /** The tensor's bytes for the integers {@code values}, channel-major (CHW). Padding is 0. */
  public byte[] pack(int[] values) {
    byte[] bytes = new byte[bytes()];
    int at = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          bytes[offset(c, y, x)] = (byte) values[at++];
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
          byte b = memory[from + offset(c, y, x)];
          values[at++] = signed ? b : b & 0xFF;
        }
      }
    }
    return values;
  }
}
