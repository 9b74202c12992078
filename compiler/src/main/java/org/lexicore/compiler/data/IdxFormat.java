package org.lexicore.compiler.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lexicore.model.InputException;

/** MNIST's IDX: two zero bytes, the element type, the number of axes, their extents as big-endian int32, big-endian data. */
final class IdxFormat {
  private IdxFormat() {}

  static boolean matches(ByteBuffer bytes) {
    return bytes.limit() >= 4 && bytes.get(0) == 0 && bytes.get(1) == 0 && type(bytes.get(2)) != null && bytes.get(3) > 0;
  }

  private static ElementType type(int code) {
    return switch (code) {
      case 0x08 -> ElementType.U8;
      case 0x09 -> ElementType.I8;
      case 0x0B -> ElementType.I16;
      case 0x0C -> ElementType.I32;
      case 0x0D -> ElementType.F32;
      case 0x0E -> ElementType.F64;
      default -> null;
    };
  }

  static NdArray parse(String place, ByteBuffer file) {
    ByteBuffer bytes = file.duplicate().order(ByteOrder.BIG_ENDIAN);
    ElementType type = type(bytes.get(2));
    int axes = bytes.get(3);
    if (bytes.limit() < 4 + 4 * axes) {
      throw new InputException(place + ": ends within its IDX header; is it truncated?");
    }
    bytes.position(4);
    long[] extents = new long[axes];
    for (int i = 0; i < axes; i++) {
      extents[i] = bytes.getInt();
    }
    return ArrayFile.array(place, type, extents, bytes, true);
  }
}
