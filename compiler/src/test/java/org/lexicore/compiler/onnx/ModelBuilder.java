package org.lexicore.compiler.onnx;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Random;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** Writes small ONNX models node by node; seeded values. */
final class ModelBuilder {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private final int opset;
  private final Random random = new Random(7);

  ModelBuilder(int opset) {
    this.opset = opset;
  }

  /** An input; a first extent of 0 is a symbolic batch. */
  ModelBuilder input(String name, int... dims) {
    graph.addInput(Protos.value(name, dims));
    return this;
  }

  /** An input of int64; a first extent of 0 is a symbolic batch. */
  ModelBuilder whole(String name, int... dims) {
    graph.addInput(Protos.wholeValue(name, dims));
    return this;
  }

  ModelBuilder output(String name, int... dims) {
    graph.addOutput(dims.length == 0 ? Protos.value(name).toBuilder().clearType().build() : Protos.value(name, dims));
    return this;
  }

  /** A float initializer with seeded values between −1 and 1. */
  ModelBuilder weight(String name, int... dims) {
    float[] values = new float[Extents.size(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return floats(name, values, dims);
  }

  /** A float initializer with seeded values between 0.5 and 1.5. */
  ModelBuilder positive(String name, int... dims) {
    float[] values = new float[Extents.size(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() + 0.5f;
    }
    return floats(name, values, dims);
  }

  ModelBuilder floats(String name, float[] values, int... dims) {
    return initializer(Protos.floats(name, values, dims));
  }

  ModelBuilder scalar(String name, float value) {
    return floats(name, new float[] {value});
  }

  ModelBuilder integers(String name, long... values) {
    return initializer(Protos.integers(name, values));
  }

  ModelBuilder initializer(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A node named after its output; operands are separated by spaces, {@code _} leaves one out. */
  ModelBuilder node(String type, String output, String operands, AttributeProto... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName("/" + output + "/" + type);
    for (String operand : operands.isEmpty() ? new String[0] : operands.split(" ")) {
      node.addInput(operand.equals("_") ? "" : operand);
    }
    for (String made : output.split(" ")) {
      node.addOutput(made);
    }
    graph.addNode(node.addAllAttribute(java.util.List.of(attributes)));
    return this;
  }

  /** The four parameters of a BatchNormalization named {@code name} and the node itself. */
  ModelBuilder batchNormalization(String name, String operand, int channels) {
    weight(name + ".gamma", channels).weight(name + ".beta", channels);
    weight(name + ".mean", channels).positive(name + ".var", channels);
    String operands = String.join(" ", operand, name + ".gamma", name + ".beta", name + ".mean", name + ".var");
    return node("BatchNormalization", name, operands);
  }

  /** The graph, for what the methods do not offer. */
  GraphProto.Builder graph() {
    return graph;
  }

  ModelProto proto() {
    return ModelProto.newBuilder()
        .setIrVersion(opset > 18 ? 9 : 7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build();
  }

  OnnxModel model() {
    return new OnnxModel(Path.of("test.onnx"), proto());
  }

  static AttributeProto ints(String name, long... values) {
    return Protos.integerList(name, values);
  }

  static AttributeProto integer(String name, long value) {
    return Protos.integer(name, value);
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

  static AttributeProto tensor(String name, TensorProto value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.TENSOR).setT(value).build();
  }

  static AttributeProto graph(String name, GraphProto value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.GRAPH).setG(value).build();
  }
}
