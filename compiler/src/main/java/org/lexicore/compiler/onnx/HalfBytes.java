package org.lexicore.compiler.onnx;

import java.nio.ByteBuffer;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** Integers of four bits, two to a byte, the first in the lower half. */
final class HalfBytes {
  private static final int BITS = 4;

  private HalfBytes() {}

  /** The bytes of a tensor that lies in the model. */
  static ByteBuffer bytes(TensorProto proto) {
    if (proto.hasRawData()) {
      return proto.getRawData().asReadOnlyByteBuffer();
    }
    byte[] bytes = new byte[proto.getInt32DataCount()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) proto.getInt32Data(i);
    }
    return ByteBuffer.wrap(bytes);
  }

  static Tensor read(boolean signed, int[] dims, ByteBuffer bytes) {
    int count = Extents.size(dims);
    if (bytes.remaining() != Math.ceilDiv(count, 2)) {
      throw new NotTaken(
          "holds " + bytes.remaining() + " bytes, its extents " + Extents.text(dims) + " ask for " + Math.ceilDiv(count, 2),
          "the file is damaged: export it again");
    }
    long[] values = new long[count];
    int start = bytes.position();
    for (int i = 0; i < count; i++) {
      int half = bytes.get(start + i / 2) >> i % 2 * BITS & 0xF;
      values[i] = signed && half > 7 ? half - 16 : half;
    }
    return new Tensor.Integers(dims, values);
  }
}
