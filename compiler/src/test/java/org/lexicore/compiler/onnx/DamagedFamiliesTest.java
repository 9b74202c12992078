package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.model.InputException;

/**
 * Question: is a file whose operators with many operands do not fit together refused in words, whatever is wrong with
 * them?
 */
class DamagedFamiliesTest {
  private static final int TRIES = 1200;

  private static Map<String, ModelBuilder> models() {
    Map<String, ModelBuilder> all = new LinkedHashMap<>();
    for (String type : List.of("LSTM", "GRU", "RNN")) {
      int rows = 3 * (type.equals("LSTM") ? 4 : type.equals("GRU") ? 3 : 1);
      ModelBuilder model = new ModelBuilder(14).input("x", 2, 4, 2).weight("W", 1, rows, 2).weight("R", 1, rows, 3).weight("B", 1, 2 * rows).weight("h", 1, 4, 3);
      all.put(type, model.node(type, "y z", "x W R B _ h", integer("hidden_size", 3), text("direction", "forward")));
    }
    ModelBuilder image = new ModelBuilder(19).input("x", 0, 4, 5, 3).integers("p", 0, 0, 1, 2, 0, 0, 1, 1);
    all.put("Pad", image.node("Pad", "y", "x p", text("mode", "reflect")));
    all.put("Einsum", new ModelBuilder(13).input("x", 0, 3, 4).weight("w", 4, 5).node("Einsum", "y", "x w", text("equation", "bij,jk->bik")));
    all.put("GroupNormalization", new ModelBuilder(21).input("x", 0, 4, 5, 3).weight("g", 4).weight("b", 4).node("GroupNormalization", "y", "x g b", integer("num_groups", 2)));
    all.put("LRN", new ModelBuilder(13).input("x", 0, 4, 5, 3).node("LRN", "y", "x", integer("size", 3)));
    all.put("TopK", new ModelBuilder(13).input("x", 0, 4, 5, 3).integers("k", 2).node("TopK", "y z", "x k", integer("axis", 1)));
    all.put("CumSum", new ModelBuilder(13).input("x", 0, 4, 5, 3).integers("a", 2).node("CumSum", "y", "x a"));
    ModelBuilder scatter = new ModelBuilder(18).input("x", 1, 4, 5).initializer(Protos.integers("i", new int[] {2, 2}, 0, 3, 0, 1)).weight("u", 2, 5);
    all.put("ScatterND", scatter.node("ScatterND", "y", "x i u", text("reduction", "add")));
    ModelBuilder gather = new ModelBuilder(18).input("x", 0, 4, 5).initializer(Protos.integers("i", new int[] {1, 2, 1}, 0, 3));
    all.put("GatherND", gather.node("GatherND", "y", "x i", integer("batch_dims", 1)));
    ModelBuilder elements = new ModelBuilder(18).input("x", 1, 4).initializer(Protos.integers("i", new int[] {1, 2}, 0, 3));
    all.put("GatherElements", elements.node("GatherElements", "y", "x i", integer("axis", 1)));
    ModelBuilder slice = new ModelBuilder(9).input("x", 0, 4, 5, 3).node("Slice", "s", "x", ints("starts", 1), ints("ends", 3), ints("axes", 1));
    all.put("Slice and Upsample", slice.floats("s4", new float[] {1, 1, 2, 2}, 4).node("Upsample", "y", "s s4", text("mode", "nearest")));
    ModelBuilder quantised = new ModelBuilder(21).input("x", 0, 4, 5, 3).scalar("s", 0.1f).initializer(number("z")).initializer(number("w").toBuilder()
        .clearDims().addDims(2).addDims(4).addDims(1).addDims(1).setRawData(com.google.protobuf.ByteString.copyFrom(new byte[8])).build());
    quantised.node("QuantizeLinear", "q", "x s z").node("QLinearConv", "c", "q s z w s z s z").node("DequantizeLinear", "y", "c s z", integer("axis", 1));
    all.put("QLinearConv", quantised);
    return all;
  }

  private static TensorProto number(String name) {
    return TensorProto.newBuilder().setName(name).setDataType(3).setRawData(com.google.protobuf.ByteString.copyFrom(new byte[1])).build();
  }

  /** Extents, operands, attributes and values changed at random. */
  private static ModelProto damaged(ModelProto model, Random random) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = random.nextInt(2); i >= 0; i--) {
      NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
      switch (random.nextInt(6)) {
        case 0 -> node.setInput(random.nextInt(node.getInputCount()), node.getInput(random.nextInt(node.getInputCount())));
        case 1 -> node.setInput(random.nextInt(node.getInputCount()), "");
        case 2 -> shape(graph, random);
        case 3 -> values(graph, random);
        case 4 -> attribute(node, random);
        default -> graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(1).setDimValue(1 + random.nextInt(9));
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private static void shape(GraphProto.Builder graph, Random random) {
    if (graph.getInitializerCount() > 0) {
      TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
      List<Long> dims = new ArrayList<>(tensor.getDimsList());
      if (dims.size() > 1 && random.nextBoolean()) {
        long last = dims.removeLast();
        dims.set(0, dims.get(0) * last);
      } else {
        dims.add(random.nextInt(dims.size() + 1), 1L);
      }
      tensor.clearDims().addAllDims(dims);
    }
  }

  private static void values(GraphProto.Builder graph, Random random) {
    if (graph.getInitializerCount() > 0) {
      TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
      byte[] bytes = tensor.getRawData().toByteArray();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      tensor.setRawData(com.google.protobuf.ByteString.copyFrom(bytes));
    }
  }

  private static void attribute(NodeProto.Builder node, Random random) {
    if (node.getAttributeCount() > 0) {
      var attribute = node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
      attribute.setI(random.nextInt(7) - 3);
      for (int i = 0; i < attribute.getIntsCount(); i++) {
        attribute.setInts(i, random.nextInt(9) - 4);
      }
      if (random.nextBoolean()) {
        node.removeAttribute(random.nextInt(node.getAttributeCount()));
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefusedOrReadButNeverCrashes() {
    List<Map.Entry<String, ModelBuilder>> models = List.copyOf(models().entrySet());
    assertEquals(14, models.size());
    List<String> crashed = new ArrayList<>();
    int refused = 0;
    for (int seed = 0; seed < TRIES; seed++) {
      Map.Entry<String, ModelBuilder> model = models.get(seed % models.size());
      ModelProto whole = model.getValue().proto();
      if (seed < models.size()) {
        OnnxImporter.read(new OnnxModel(Path.of("whole.onnx"), whole(whole)), WeightSource.NONE);
      }
      try {
        OnnxImporter.read(new OnnxModel(Path.of("damaged.onnx"), damaged(whole(whole), new Random(seed))), WeightSource.NONE);
      } catch (InputException e) {
        refused++;
      } catch (RuntimeException e) {
        crashed.add(model.getKey() + " with seed " + seed + ": " + e + " at " + e.getStackTrace()[0] + e.getStackTrace()[1] + e.getStackTrace()[2]);
      }
    }
    assertEquals(List.of(), crashed);
    assertTrue(refused > TRIES / 3 && refused < TRIES * 9 / 10, refused + " of " + TRIES);
  }

  private static ModelProto whole(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    if (graph.getOutputCount() == 0) {
      graph.addOutput(Protos.value("y").toBuilder().clearType());
    }
    return model.toBuilder().setGraph(graph).build();
  }
}
