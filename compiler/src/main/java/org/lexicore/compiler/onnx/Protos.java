package org.lexicore.compiler.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.TensorShapeProto;
import org.lexicore.compiler.onnx.proto.TypeProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;

/** Builds the pieces of an ONNX file. */
final class Protos {
  private Protos() {}

  /** A float32 tensor. */
  static TensorProto floats(String name, float[] values, int... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, bytes, dims);
  }

  /** An int64 list. */
  static TensorProto integers(String name, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return tensor(name, TensorProto.DataType.INT64, bytes, values.length);
  }

  /** An int64 tensor. */
  static TensorProto integers(String name, int[] dims, long... values) {
    TensorProto.Builder tensor = integers(name, values).toBuilder().clearDims();
    for (int extent : dims) {
      tensor.addDims(extent);
    }
    return tensor.build();
  }

  private static TensorProto tensor(String name, TensorProto.DataType type, ByteBuffer bytes, int... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (int extent : dims) {
      tensor.addDims(extent);
    }
    return tensor.setRawData(ByteString.copyFrom(bytes)).build();
  }

  /**
   * The declaration of a float32 input or output.
   *
   * @param dims extents; 0 in front for a batch of any size
   */
  static ValueInfoProto value(String name, int... dims) {
    return value(TensorProto.DataType.FLOAT, name, dims);
  }

  /** The declaration of an int64 input. */
  static ValueInfoProto wholeValue(String name, int... dims) {
    return value(TensorProto.DataType.INT64, name, dims);
  }

  /** The declaration of an input or output of any element type. */
  static ValueInfoProto value(TensorProto.DataType type, String name, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int extent : dims) {
      TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
      if (extent == 0) {
        dimension.setDimParam("N");
      } else {
        dimension.setDimValue(extent);
      }
    }
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor.setShape(shape)))
        .build();
  }

  /** A node with one output, named after it. */
  static NodeProto.Builder node(String type, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName(output).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto integerList(String name, long... values) {
    AttributeProto.Builder list = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      list.addInts(value);
    }
    return list.build();
  }

  static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }
}
