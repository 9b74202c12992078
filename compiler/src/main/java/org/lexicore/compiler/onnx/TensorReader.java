package org.lexicore.compiler.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.TensorProto.DataType;

/** Turns a {@code TensorProto} into a {@link Tensor}, wherever its bytes lie. */
final class TensorReader {
  /** Reads attributes, which lie in the model itself. */
  static final TensorReader INLINE =
      new TensorReader(
          proto -> {
            throw new NotTaken("an attribute's data lie outside the model", "export the network again");
          });

  private final Function<TensorProto, ByteBuffer> external;

  /**
   * @param external the bytes of a tensor that lies in another file
   */
  TensorReader(Function<TensorProto, ByteBuffer> external) {
    this.external = external;
  }

  /**
   * The tensor's values.
   *
   * @throws NotTaken if the type is not supported, or the file holds more or fewer values than the extents say
   */
  Tensor read(TensorProto proto) {
    int[] dims = dims(proto.getDimsList());
    DataType type = DataType.forNumber(proto.getDataType());
    boolean aside = proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    if (type == DataType.INT4 || type == DataType.UINT4) {
      return HalfBytes.read(type == DataType.INT4, dims, aside ? external.apply(proto) : HalfBytes.bytes(proto));
    }
    if (type == null || width(type) == 0) {
      throw new NotTaken("elements of type " + (type == null ? proto.getDataType() : type) + " are not supported", "export it as float32");
    }
    if (aside) {
      return fromBytes(type, dims, external.apply(proto));
    }
    if (proto.hasRawData()) {
      return fromBytes(type, dims, proto.getRawData().asReadOnlyByteBuffer());
    }
    return fromFields(type, dims, proto);
  }

  private static int[] dims(List<Long> extents) {
    int[] dims = new int[extents.size()];
    for (int axis = 0; axis < dims.length; axis++) {
      long extent = extents.get(axis);
      if (extent < 0 || extent > Integer.MAX_VALUE) {
        throw new NotTaken("an extent of " + extent, "the file is damaged: export it again");
      }
      dims[axis] = (int) extent;
    }
    return dims;
  }

  /** Bytes per element; 0 for what is not supported. */
  private static int width(DataType type) {
    return switch (type) {
      case FLOAT, INT32, UINT32 -> 4;
      case DOUBLE, INT64, UINT64 -> 8;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      case INT8, UINT8, BOOL -> 1;
      default -> 0;
    };
  }

  private static boolean real(DataType type) {
    return switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
      default -> false;
    };
  }

  private static Tensor fromBytes(DataType type, int[] dims, ByteBuffer bytes) {
    ByteBuffer data = bytes.order(ByteOrder.LITTLE_ENDIAN);
    requireCount(dims, data.remaining() / (double) width(type));
    if (real(type)) {
      float[] values = new float[Extents.size(dims)];
      for (int i = 0; i < values.length; i++) {
        values[i] = nextReal(type, data);
      }
      return new Tensor.Floats(dims, values);
    }
    long[] values = new long[Extents.size(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = nextInteger(type, data);
    }
    return new Tensor.Integers(dims, values);
  }

  private static float nextReal(DataType type, ByteBuffer data) {
    return switch (type) {
      case DOUBLE -> (float) data.getDouble();
      case FLOAT16 -> Float.float16ToFloat(data.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort() << 16);
      default -> data.getFloat();
    };
  }

  private static long nextInteger(DataType type, ByteBuffer data) {
    return switch (type) {
      case INT32 -> data.getInt();
      case UINT32 -> data.getInt() & 0xFFFF_FFFFL;
      case INT16 -> data.getShort();
      case UINT16 -> data.getShort() & 0xFFFF;
      case INT8 -> data.get();
      case UINT8, BOOL -> data.get() & 0xFF;
      default -> data.getLong();
    };
  }

  private static Tensor fromFields(DataType type, int[] dims, TensorProto proto) {
    int count = fieldCount(type, proto);
    requireCount(dims, count);
    if (real(type)) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = fieldReal(type, proto, i);
      }
      return new Tensor.Floats(dims, values);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = fieldInteger(type, proto, i);
    }
    return new Tensor.Integers(dims, values);
  }

  private static int fieldCount(DataType type, TensorProto proto) {
    return switch (type) {
      case FLOAT -> proto.getFloatDataCount();
      case DOUBLE -> proto.getDoubleDataCount();
      case INT64 -> proto.getInt64DataCount();
      case UINT32, UINT64 -> proto.getUint64DataCount();
      default -> proto.getInt32DataCount();
    };
  }

  private static float fieldReal(DataType type, TensorProto proto, int i) {
    return switch (type) {
      case DOUBLE -> (float) proto.getDoubleData(i);
      case FLOAT16 -> Float.float16ToFloat((short) proto.getInt32Data(i));
      case BFLOAT16 -> Float.intBitsToFloat(proto.getInt32Data(i) << 16);
      default -> proto.getFloatData(i);
    };
  }

  private static long fieldInteger(DataType type, TensorProto proto, int i) {
    return switch (type) {
      case INT64 -> proto.getInt64Data(i);
      case UINT32, UINT64 -> proto.getUint64Data(i);
      default -> proto.getInt32Data(i);
    };
  }

  private static void requireCount(int[] dims, double found) {
    if (Extents.size(dims) != found) {
      String count = found == Math.rint(found) ? Long.toString((long) found) : Double.toString(found);
      throw new NotTaken(
          "holds " + count + " values, its extents " + Extents.text(dims) + " ask for " + Extents.size(dims),
          "the file is damaged: export it again");
    }
  }
}
