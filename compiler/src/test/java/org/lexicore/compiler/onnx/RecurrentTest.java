package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.real;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;

/** Question: are recurrent layers, unrolled, what ONNX Runtime computes, and are their weights there once? */
class RecurrentTest {
  private static final List<String> TYPES = List.of("LSTM", "GRU", "RNN");
  private static final List<String> DIRECTIONS = List.of("forward", "reverse", "bidirectional");

  private static int gates(String type) {
    return type.equals("LSTM") ? 4 : type.equals("GRU") ? 3 : 1;
  }

  private static AttributeProto texts(String name, List<String> values) {
    AttributeProto.Builder list = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
    values.forEach(value -> list.addStrings(ByteString.copyFromUtf8(value)));
    return list.build();
  }

  /** All three layers in all directions, with and without every optional operand, over lengths and widths. */
  @Property(tries = 120, seed = "1")
  void recurrentLayers(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    String type = TYPES.get(seed % 3);
    String direction = DIRECTIONS.get(random.nextInt(3));
    int directions = direction.equals("bidirectional") ? 2 : 1;
    int steps = 1 + random.nextInt(5);
    int features = 1 + random.nextInt(4);
    int hidden = 1 + random.nextInt(4);
    int rows = gates(type) * hidden;
    ModelBuilder model = new ModelBuilder(14).input("x", 0, steps, features).node("Transpose", "t", "x", ints("perm", 1, 0, 2));
    model.weight("W", directions, rows, features).weight("R", directions, rows, hidden).weight("B", directions, 2 * rows);
    model.weight("h", directions, 1, hidden).weight("c", directions, 1, hidden).weight("P", directions, 3 * hidden);
    model.initializer(org.lexicore.compiler.onnx.proto.TensorProto.newBuilder().setName("lengths").setDataType(6).addDims(1).addInt32Data(steps).build());
    boolean initial = random.nextBoolean();
    boolean lstm = type.equals("LSTM");
    String operands = "t W R " + (random.nextBoolean() ? "B " : "_ ") + (random.nextBoolean() ? "lengths " : "_ ") + (initial ? "h" : "_")
        + (lstm ? (initial ? " c" : " _") + (random.nextBoolean() ? " P" : "") : "");
    List<AttributeProto> attributes = new ArrayList<>(List.of(integer("hidden_size", hidden), text("direction", direction)));
    if (random.nextInt(3) == 0) {
      attributes.add(real("clip", 0.3f));
    }
    if (type.equals("GRU")) {
      attributes.add(integer("linear_before_reset", random.nextInt(2)));
    }
    if (type.equals("RNN") && random.nextBoolean()) {
      attributes.add(texts("activations", directions == 2 ? List.of("Relu", "Tanh") : List.of("Relu")));
    }
    model.node(type, lstm ? "Y H C" : "Y H", operands, attributes.toArray(AttributeProto[]::new));
    model.node("Transpose", "y", "Y", ints("perm", 2, 0, 1, 3)).node("Transpose", "last", "H", ints("perm", 1, 0, 2)).output("last");
    if (lstm) {
      model.node("Transpose", "cell", "C", ints("perm", 1, 0, 2)).output("cell");
    }
    Chain.check("seed " + seed + ", " + type + " of " + operands + ", " + direction + attributes.stream().map(it -> ", " + it.getName()).toList(), model.output("y"));
  }

  private static ModelBuilder lstm(int steps, int hidden) {
    ModelBuilder model = new ModelBuilder(14).input("x", 0, steps, 6).node("Transpose", "t", "x", ints("perm", 1, 0, 2));
    return model.weight("W", 1, 4 * hidden, 6).weight("R", 1, 4 * hidden, hidden);
  }

  @Test
  void weightsOfAllStepsAreOne() {
    ModelBuilder model = lstm(7, 8).node("LSTM", "_ H", "t W R", integer("hidden_size", 8));
    model.graph().getNodeBuilder(1).setOutput(0, "");
    FloatGraph graph = OnnxImporter.read(model.node("Transpose", "y", "H", ints("perm", 1, 0, 2)).output("y").model(), WeightSource.NONE);
    List<Conv> products = graph.convolutions().toList();
    assertEquals(7, products.size(), "one for the inputs of all steps, one for each state but the first, which is zero");
    assertEquals(2, products.stream().map(Conv::weightName).distinct().count());
    List<Conv> ofStates = products.stream().filter(conv -> conv.weight().inputsPerGroup() == 8).toList();
    assertEquals(6, ofStates.size());
    for (Conv conv : ofStates) {
      assertSame(ofStates.getFirst().weight().values(), conv.weight().values());
    }
  }

  /** An input whose first axis is the steps is no batch of samples. */
  @Test
  void stepsAlongTheFirstAxisAreTaken() {
    ModelBuilder first = new ModelBuilder(14).input("x", 5, 1, 6).weight("W", 1, 12, 6).weight("R", 1, 12, 3);
    FloatGraph graph = OnnxImporter.read(first.node("LSTM", "y", "x W R", integer("hidden_size", 3)).output("y").model(), WeightSource.NONE);
    ModelBuilder turned = new ModelBuilder(14).input("x", 0, 5, 6).weight("W", 1, 12, 6).weight("R", 1, 12, 3);
    turned.node("Transpose", "t", "x", ints("perm", 1, 0, 2)).node("LSTM", "y", "t W R", integer("hidden_size", 3));
    FloatGraph other = OnnxImporter.read(turned.output("y").model(), WeightSource.NONE);
    java.util.Map<String, float[]> sample = OnnxRuntime.sample(graph, 3);
    assertEquals(30, sample.get("x").length);
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        new org.lexicore.compiler.execute.FloatExecutor(other).outputs(sample).get("y"),
        new org.lexicore.compiler.execute.FloatExecutor(graph).outputs(sample).get("y"), 1e-6f);
  }

  @Test
  void whatCannotBeUnrolledIsRefusedWithItsReason() {
    ModelBuilder lengths = lstm(4, 3).initializer(
        org.lexicore.compiler.onnx.proto.TensorProto.newBuilder().setName("l").setDataType(6).addDims(1).addInt32Data(2).build());
    lengths.node("LSTM", "y", "t W R _ l", integer("hidden_size", 3)).output("y");
    assertTrue(problem(lengths).contains("sequence_lens is not the whole length of 4"), problem(lengths));
    ModelBuilder function = lstm(4, 3).node("LSTM", "y", "t W R", integer("hidden_size", 3), texts("activations", List.of("Affine", "Tanh", "Tanh"))).output("y");
    assertTrue(problem(function).contains("the activation \"Affine\" is not supported"), problem(function));
    ModelBuilder misfit = lstm(4, 3).node("GRU", "y", "t W R", integer("hidden_size", 3)).output("y");
    assertTrue(problem(misfit).contains("\"R\" is 1x12x3 where 1x9x3 is needed"), problem(misfit));
  }

  private static String problem(ModelBuilder model) {
    return assertThrows(InputException.class, () -> OnnxImporter.read(model.model(), WeightSource.NONE)).problems().getFirst();
  }
}
