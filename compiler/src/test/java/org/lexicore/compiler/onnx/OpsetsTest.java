package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;
import static org.lexicore.compiler.onnx.ModelBuilder.real;
import static org.lexicore.compiler.onnx.ModelBuilder.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.model.InputException;

/** Question: is a file read by the definitions of its own opset, from 7 to 23? */
class OpsetsTest {
  private final Map<String, ModelBuilder> models = new LinkedHashMap<>();

  private static ModelBuilder image(int opset) {
    return new ModelBuilder(opset).input("x", 0, 4, 6, 8);
  }

  /** Of a batch of 1, for what picks along it. */
  private static ModelBuilder one(int opset) {
    return new ModelBuilder(opset).input("x", 1, 4, 6, 8);
  }

  private static ModelBuilder vector(int opset) {
    return new ModelBuilder(opset).input("x", 0, 6);
  }

  private void add(String name, ModelBuilder model) {
    models.put(name, model.output("y"));
  }

  private static AttributeProto reals(String name, float... values) {
    AttributeProto.Builder list = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    for (float value : values) {
      list.addFloats(value);
    }
    return list.build();
  }

  private void check(int cases) {
    assertEquals(cases, models.size());
    models.forEach(Chain::check);
  }

  @Test
  void whatWereAttributesBeforeTheyWereOperands() {
    add("Slice 7", image(7).node("Slice", "y", "x", ints("starts", 1, 0), ints("ends", 3, -1), ints("axes", 1, 3)));
    add("Slice 9 of all axes", one(9).node("Slice", "y", "x", ints("starts", 0, 1), ints("ends", 1, 100)));
    add("Clip 7", image(7).node("Clip", "y", "x", real("min", -0.25f), real("max", 0.5f)));
    add("Dropout 7", image(7).node("Dropout", "d", "x", real("ratio", 0.3f)).node("Relu", "y", "d"));
    add("Squeeze 7", image(7).node("GlobalMaxPool", "g", "x").node("Squeeze", "y", "g", ints("axes", 2, 3)));
    add("Unsqueeze 7", vector(7).node("Unsqueeze", "u", "x", ints("axes", 2, 3)).node("Relu", "y", "u"));
    add("ReduceSum 7", image(7).node("ReduceSum", "y", "x", ints("axes", 1, 3), integer("keepdims", 0)));
    add("ReduceMax 17", image(17).node("ReduceMax", "y", "x", ints("axes", 2)));
    add("ReduceMax 18", image(18).integers("a", 2).node("ReduceMax", "y", "x a"));
    add("ReduceSum of nothing 18", image(18).initializer(Protos.integers("a", new int[] {0})).node("ReduceSum", "y", "x a", integer("noop_with_empty_axes", 1)));
    add("Split 7", image(7).node("Split", "a y", "x", integer("axis", 1), ints("split", 1, 3)).output("a"));
    add("Split 13", image(13).integers("s", 1, 3).node("Split", "a y", "x s", integer("axis", 1)).output("a"));
    add("Split 18 uneven", image(18).node("Split", "a b y", "x", integer("axis", 3), integer("num_outputs", 3)).output("a").output("b"));
    add("TopK 9", vector(9).node("TopK", "y i", "x", integer("k", 2)).output("i"));
    add("TopK 10", vector(10).integers("k", 3).node("TopK", "y i", "x k").output("i"));
    ModelBuilder scatter = one(9).initializer(Protos.integers("i", new int[] {1, 2, 1, 1}, 3, 0)).weight("u", 1, 2, 1, 1);
    add("Scatter 9", scatter.node("Scatter", "y", "x i u", integer("axis", 1)));
    add("Pad 7", image(7).weight("w", 3, 4, 3, 3).node("Pad", "p", "x", ints("pads", 0, 0, 1, 1, 0, 0, 0, 2)).node("Conv", "y", "p w"));
    add("Cast 7", image(7).node("Cast", "c", "x", integer("to", 7)).node("Cast", "y", "c", integer("to", 1)));
    check(18);
  }

  @Test
  void whatMeantSomethingElse() {
    for (String type : List.of("Softmax", "LogSoftmax", "Hardmax")) {
      add(type + " of several axes before 13", image(11).node(type, "y", "x", integer("axis", 2)));
      add(type + " by default before 13", image(9).node(type, "y", "x"));
      add(type + " by default from 13 on", image(13).node(type, "y", "x"));
    }
    String batch = "x gamma beta mean var";
    ModelBuilder elements = image(7).weight("gamma", 4, 6, 8).weight("beta", 4, 6, 8).weight("mean", 4, 6, 8).positive("var", 4, 6, 8);
    add("BatchNormalization of elements", elements.node("BatchNormalization", "y", batch, integer("spatial", 0)));
    ModelBuilder flat = vector(7).weight("gamma", 6).weight("beta", 6).weight("mean", 6).positive("var", 6);
    add("BatchNormalization of a vector's elements", flat.node("BatchNormalization", "y", batch, integer("spatial", 0)));
    add("BatchNormalization of channels", image(7).batchNormalization("y", "x", 4));
    AttributeProto nearest = text("mode", "nearest");
    AttributeProto linear = text("mode", "linear");
    for (AttributeProto mode : List.of(nearest, linear)) {
      String name = mode.getS().toStringUtf8();
      add("Upsample 7 " + name, image(7).node("Upsample", "y", "x", mode, reals("scales", 1, 1, 2, 3)));
      add("Upsample 9 " + name, image(9).floats("s", new float[] {1, 1, 2.5f, 2}, 4).node("Upsample", "y", "x s", mode));
      add("Resize 10 up " + name, image(10).floats("s", new float[] {1, 1, 1.5f, 2}, 4).node("Resize", "y", "x s", mode));
      add("Resize 10 down " + name, image(10).floats("s", new float[] {1, 1, 0.6f, 0.5f}, 4).node("Resize", "y", "x s", mode));
    }
    add("AveragePool 10 up", image(10).node("AveragePool", "y", "x", ints("kernel_shape", 3, 3), ints("strides", 2, 2), integer("ceil_mode", 1)));
    ModelBuilder group = image(18).weight("g", 2).weight("b", 2);
    add("GroupNormalization 18", group.node("GroupNormalization", "y", "x g b", integer("num_groups", 2)));
    ModelBuilder later = image(21).weight("g", 4).weight("b", 4);
    add("GroupNormalization 21", later.node("GroupNormalization", "y", "x g b", integer("num_groups", 2), real("epsilon", 0.01f)));
    check(23);
  }

  @Test
  void normalisationsThatAreOthersByTheirDefinition() {
    for (int size = 1; size <= 9; size += 2) {
      AttributeProto[] given = {integer("size", size), real("alpha", 0.5f), real("beta", 0.6f), real("bias", 1.5f)};
      add("LRN of " + size, new ModelBuilder(7).input("x", 0, 7, 3, 2).node("LRN", "y", "x", given));
    }
    add("LRN by default", image(13).node("LRN", "y", "x", integer("size", 3)));
    add("MeanVarianceNormalization", image(13).node("MeanVarianceNormalization", "y", "x", ints("axes", 2, 3)));
    add("RMSNormalization", new ModelBuilder(23).input("x", 0, 5, 6).weight("s", 6).node("RMSNormalization", "y", "x s", real("epsilon", 1e-3f)));
    add("RMSNormalization of two axes", image(23).weight("s", 6, 8).node("RMSNormalization", "y", "x s", integer("axis", 2)));
    for (int groups : List.of(1, 2, 4)) {
      ModelBuilder line = new ModelBuilder(21).input("x", 0, 4, 9).weight("g", 4).weight("b", 4);
      add("GroupNormalization of a line in " + groups, line.node("GroupNormalization", "y", "x g b", integer("num_groups", groups)));
    }
    ModelBuilder behind = image(21).weight("w", 6, 4, 3, 3).weight("v", 2, 6, 1, 1).weight("g", 6).weight("b", 6).node("Conv", "c", "x w");
    behind.node("GroupNormalization", "n", "c g b", integer("num_groups", 3)).node("Relu", "r", "n");
    add("GroupNormalization between convolutions", behind.node("Conv", "y", "r v"));
    check(13);
  }

  @Test
  void everyOpsetIsRead() {
    for (int opset = 7; opset <= 23; opset++) {
      ModelBuilder model = image(opset).weight("w", 5, 4, 3, 3).weight("b", 5).node("Conv", "c", "x w b").batchNormalization("n", "c", 5);
      model.node("Relu", "r", "n").node("MaxPool", "m", "r", ints("kernel_shape", 2, 2)).node("Flatten", "f", "m").weight("v", 75, 3).weight("d", 3);
      add("opset " + opset, model.node("Gemm", "g", "f v d").node("Softmax", "y", "g"));
    }
    check(17);
  }

  /** What else hinders is said in the same message as the opset. */
  @Test
  void anOpsetThatIsRefusedHidesNothing() {
    for (int opset : new int[] {6, 24}) {
      ModelBuilder model = image(opset).weight("c", 4).node("Add", "a", "x c", integer("broadcast", 1), integer("axis", 1));
      if (opset == 24) {
        model = image(opset).weight("c", 4, 1, 1).node("Add", "a", "x c");
      }
      ModelBuilder bad = model.node("NonZero", "n", "a").node("Det", "y", "a").output("y").output("n");
      List<String> problems = assertThrows(InputException.class, () -> OnnxImporter.read(bad.model(), WeightSource.NONE)).problems();
      assertEquals("test.onnx: is in ONNX opset " + opset + "; export it with an opset from 7 to 23", problems.getFirst());
      assertEquals(3, problems.size(), problems.toString());
    }
  }
}
