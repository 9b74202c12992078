package org.lexicore.cli.written;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;

/** An ONNX model while it is drawn: nodes one by one, seeded constants, and which tensors nothing reads yet. */
final class ModelDrawing {
  static final int OPSET = 20;
  private static final int IR_VERSION = 9;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("drawn");
  private final Map<String, int[]> tensors = new LinkedHashMap<>();
  private final TreeSet<String> unread = new TreeSet<>();
  private final TreeSet<String> passed = new TreeSet<>();
  private final TreeSet<String> operators = new TreeSet<>();
  final Random random;

  ModelDrawing(long seed) {
    random = new Random(seed);
  }

  /** What is drawn so far and may be read: name → extents. */
  Map<String, int[]> tensors() {
    return tensors;
  }

  /** The operators drawn so far. */
  TreeSet<String> operators() {
    return operators;
  }

  String input(String name, int... dims) {
    return input(name, TensorProto.DataType.FLOAT, dims);
  }

  String input(String name, TensorProto.DataType type, int... dims) {
    graph.addInput(value(name, type, dims));
    tensors.put(name, dims);
    return name;
  }

  static ValueInfoProto value(String name, TensorProto.DataType type, int... dims) {
    ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
    var shape = value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber()).getShapeBuilder();
    for (int extent : dims) {
      var dim = shape.addDimBuilder();
      if (extent > 0) {
        dim.setDimValue(extent);
      } else {
        dim.setDimParam("batch");
      }
    }
    return value.build();
  }

  /** Seeded normal numbers times {@code scale}. */
  String weight(double scale, int... dims) {
    float[] values = new float[size(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return floats(values, dims);
  }

  /** Seeded numbers from 0.5 to 1.5. */
  String positive(int... dims) {
    float[] values = new float[size(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f + random.nextFloat();
    }
    return floats(values, dims);
  }

  String floats(float[] values, int... dims) {
    String name = "c" + graph.getInitializerCount();
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    Arrays.stream(dims).forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return name;
  }

  String number(double value) {
    return floats(new float[] {(float) value});
  }

  String integers(long... values) {
    String name = "c" + graph.getInitializerCount();
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.INT64.getNumber()).addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return name;
  }

  /** Adds a node and gives its tensor's name; operands that are empty are left out. */
  String node(String type, int[] dims, List<String> operands, AttributeProto... attributes) {
    String name = "t" + graph.getNodeCount();
    graph.addNode(
        NodeProto.newBuilder().setOpType(type).setName(name).addAllInput(operands).addOutput(name).addAllAttribute(List.of(attributes)));
    operators.add(type);
    unread.removeAll(operands);
    unread.add(name);
    tensors.put(name, dims);
    return name;
  }

  /** Replaces the last node's single output by several of these extents. */
  List<String> split(int count, int... dims) {
    NodeProto.Builder last = graph.getNodeBuilder(graph.getNodeCount() - 1);
    String first = last.getOutput(0);
    List<String> names = new ArrayList<>(List.of(first));
    tensors.put(first, dims);
    for (int i = 1; i < count; i++) {
      names.add(first + "_" + i);
      last.addOutput(first + "_" + i);
      tensors.put(first + "_" + i, dims);
      unread.add(first + "_" + i);
    }
    return names;
  }

  /** A tensor that may be read, one that nothing reads yet as often as not. */
  String pick() {
    List<String> from = unread.isEmpty() || random.nextInt(3) == 0 ? List.copyOf(tensors.keySet()) : List.copyOf(unread);
    return from.get(random.nextInt(from.size()));
  }

  /** Makes the tensor, which may be an input, an output of the network. */
  void passOn(String tensor) {
    passed.add(tensor);
  }

  /** The model, whose outputs are the tensors that nothing reads, and those passed on. */
  ModelProto model() {
    TreeSet<String> outputs = new TreeSet<>(unread);
    outputs.addAll(passed);
    for (String output : outputs) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(output).setType(value(output, TensorProto.DataType.FLOAT, tensors.get(output)).getType()));
    }
    return ModelProto.newBuilder().setIrVersion(IR_VERSION).setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET)).build();
  }

  static int size(int... dims) {
    return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }
}
