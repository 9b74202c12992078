package org.lexicore.compiler.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers in C order, as read from a file.
 *
 * @param shape extents, outermost first; empty for a scalar
 * @param bytes little-endian elements, position 0 to limit
 */
public record NdArray(ElementType type, int[] shape, ByteBuffer bytes) {
  public NdArray {
    bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    long elements = 1;
    for (int extent : shape) {
      elements *= extent;
    }
    if (bytes.limit() != elements * type.bytes()) {
      throw new IllegalArgumentException(bytes.limit() + " bytes for " + elements + " elements of " + type);
    }
  }

  /** An array of the given float values. */
  public static NdArray of(int[] shape, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new NdArray(ElementType.F32, shape, bytes);
  }

  /** The same elements under other extents. */
  NdArray withShape(int... extents) {
    return new NdArray(type, extents, bytes);
  }

  /** Number of elements. */
  public int size() {
    return bytes.limit() / type.bytes();
  }

  /** Extent of the outermost axis: samples of a data set; 1 for a scalar. */
  public int count() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /** Elements of one entry of the outermost axis. */
  public int sliceSize() {
    return count() == 0 ? 0 : size() / count();
  }

  /** Element {@code i} in C order. */
  public double real(int i) {
    return switch (type) {
      case F16 -> Float.float16ToFloat(bytes.getShort(2 * i));
      case F32 -> bytes.getFloat(4 * i);
      case F64 -> bytes.getDouble(8 * i);
      case U8, I8, U16, I16, I32, I64 -> integer(i);
    };
  }

  /**
   * Element {@code i} in C order.
   *
   * @throws IllegalStateException for floating-point elements
   */
  public long integer(int i) {
    return switch (type) {
      case U8 -> bytes.get(i) & 0xFF;
      case I8 -> bytes.get(i);
      case U16 -> bytes.getShort(2 * i) & 0xFFFF;
      case I16 -> bytes.getShort(2 * i);
      case I32 -> bytes.getInt(4 * i);
      case I64 -> bytes.getLong(8 * i);
      case F16, F32, F64 -> throw new IllegalStateException(type + " elements are no integers");
    };
  }

  /** All elements as float, in C order. */
  public float[] floats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) real(i);
    }
    return values;
  }
}
