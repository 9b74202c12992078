package org.lexicore.cli.fuzz;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.TensorShapeProto;
import org.lexicore.compiler.onnx.proto.TypeProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;

/**
 * An ONNX model from lines:
 *
 * <pre>
 *   input x 2 6 6            float, one sample's extents; tokens x 4 for int64
 *   weight w 4 2 3 3         seeded values
 *   integers s 0 -1          an int64 vector
 *   Conv y x w _ pads=1,1,1,1 alpha=0.5 mode='linear'
 *   output y
 * </pre>
 */
public final class ModelText {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("small");
  private final SplittableRandom random = new SplittableRandom(3);

  private ModelText() {}

  /** The model that {@code lines} describe. */
  public static byte[] model(int opset, String lines) {
    ModelText text = new ModelText();
    lines.lines().filter(line -> !line.isBlank()).forEach(line -> text.read(line.strip().split("\\s+")));
    return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset)).setGraph(text.graph).build()
        .toByteArray();
  }

  private void read(String[] words) {
    String[] rest = Arrays.copyOfRange(words, Math.min(2, words.length), words.length);
    switch (words[0]) {
      case "input" -> graph.addInput(value(words[1], TensorProto.DataType.FLOAT, rest));
      case "tokens" -> graph.addInput(value(words[1], TensorProto.DataType.INT64, rest));
      case "output" -> graph.addOutput(ValueInfoProto.newBuilder().setName(words[1]));
      case "weight" -> graph.addInitializer(floats(words[1], numbers(rest)));
      case "integers" -> graph.addInitializer(integers(words[1], numbers(rest)));
      default -> graph.addNode(node(words));
    }
  }

  private static long[] numbers(String[] words) {
    return Arrays.stream(words).mapToLong(Long::parseLong).toArray();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, String[] extents) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (long extent : numbers(extents)) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
  }

  /**
   * So large that layers keep the size of what they read; the variances of a normalisation, called …var, are positive.
   */
  private TensorProto floats(String name, long[] dims) {
    int size = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    double spread = dims.length < 2 ? 1 : 2 / Math.sqrt((double) size / dims[0]);
    ByteBuffer bytes = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putFloat((float) (spread * random.nextDouble(0.1, 1) * (random.nextBoolean() || name.endsWith("var") ? 1 : -1)));
    }
    return tensor(name, TensorProto.DataType.FLOAT, dims, bytes);
  }

  private static TensorProto integers(String name, long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return tensor(name, TensorProto.DataType.INT64, new long[] {values.length}, bytes);
  }

  private static TensorProto tensor(String name, TensorProto.DataType type, long[] dims, ByteBuffer bytes) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(ByteString.copyFrom(bytes.array()));
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor.build();
  }

  private static NodeProto node(String[] words) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(words[0]).setName("/" + words[1]).addOutput(words[1]);
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals > 0) {
        node.addAttribute(attribute(words[i].substring(0, equals), words[i].substring(equals + 1)));
      } else {
        node.addInput(words[i].equals("_") ? "" : words[i]);
      }
    }
    return node.build();
  }

  /** A list has a comma, a real number a point, a text quotes. */
  private static AttributeProto attribute(String name, String value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value.startsWith("'")) {
      return attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value.substring(1, value.length() - 1))).build();
    } else if (value.contains(",")) {
      Arrays.stream(value.split(",")).forEach(number -> attribute.addInts(Long.parseLong(number)));
      return attribute.setType(AttributeProto.AttributeType.INTS).build();
    } else if (value.contains(".")) {
      return attribute.setType(AttributeProto.AttributeType.FLOAT).setF(Float.parseFloat(value)).build();
    }
    return attribute.setType(AttributeProto.AttributeType.INT).setI(Long.parseLong(value)).build();
  }
}
