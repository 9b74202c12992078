package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;

/** Question: is the first axis of an input taken as a batch only where nothing mixes it? */
class FirstAxisTest {
  private static final int ROWS = 5;

  /** By name, networks that mix what lies along the first axis of {@code x}, of that extent; 0 leaves it open. */
  private static Map<String, ModelBuilder> mixing(int rows) {
    Map<String, ModelBuilder> models = new LinkedHashMap<>();
    models.put("mean", matrix(rows).node("ReduceMean", "y", "a", ints("axes", 0)));
    models.put("sum of all", matrix(rows).node("ReduceSum", "y", "a"));
    models.put("softmax", matrix(rows).node("Softmax", "y", "a", integer("axis", 0)));
    models.put("positions", rows == 0 ? matrix(0).weight("p", ROWS, 7).node("Add", "y", "a p") : matrix(rows).weight("p", rows, 7).node("Add", "y", "a p"));
    models.put("product of samples", matrix(rows).node("Transpose", "t", "a").node("MatMul", "y", "a t"));
    models.put("constant on the left", matrix(rows).weight("l", 3, rows == 0 ? 1 : rows).node("MatMul", "y", "l a"));
    models.put("layer normalisation", matrix(rows, 17).positive("g", Math.max(1, rows), 7).node("LayerNormalization", "y", "a g", integer("axis", 0)));
    models.put("attention", sequence(rows).node("Transpose", "t", "q", ints("perm", 1, 2, 0)).node("Transpose", "u", "q", ints("perm", 1, 0, 2))
        .node("MatMul", "s", "u t").node("Softmax", "y", "s", integer("axis", -1)));
    return models;
  }

  private static ModelBuilder matrix(int rows) {
    return matrix(rows, 13);
  }

  private static ModelBuilder matrix(int rows, int opset) {
    return new ModelBuilder(opset).input("x", rows, 12).weight("w", 12, 7).node("MatMul", "a", "x w");
  }

  private static ModelBuilder sequence(int rows) {
    return new ModelBuilder(13).input("x", rows, 1, 12).weight("w", 12, 7).node("MatMul", "q", "x w");
  }

  @TestFactory
  Stream<DynamicTest> whereAnOperatorMixesItTheInputIsTakenAsItIs() {
    Map<String, ModelBuilder> models = mixing(ROWS);
    models.put("transposed output", matrix(ROWS).node("Transpose", "y", "a"));
    assertEquals(9, models.size());
    return models.entrySet().stream().map(it -> DynamicTest.dynamicTest(it.getKey(), () -> {
      OnnxModel model = it.getValue().output("y").model();
      FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE);
      float[] x = numbers();
      float[] expected = oracle(model, x);
      assertArrayEquals(expected, new FloatExecutor(graph).outputs(Map.of("x", x)).get("y"), 1e-5f);
      OnnxModel again = OnnxExporter.plain(graph, model.file());
      assertArrayEquals(expected, oracle(again, x), 1e-5f);
      assertArrayEquals(expected, new FloatExecutor(OnnxImporter.read(again, WeightSource.NONE)).outputs(Map.of("x", x)).get("y"), 1e-5f);
    }));
  }

  private static float[] numbers() {
    Random random = new Random(3);
    float[] values = new float[ROWS * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  /** The whole input at once. */
  private static float[] oracle(OnnxModel model, float[] x) throws Exception {
    long[] shape = model.proto().getGraph().getInput(0).getType().getTensorType().getShape().getDimList().stream().mapToLong(dim -> dim.getDimValue()).toArray();
    return oracle(model, x, shape);
  }

  private static float[] oracle(OnnxModel model, float[] x, long... shape) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model.proto().toByteArray());
        OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
        OrtSession.Result result = session.run(Map.of("x", tensor))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  @TestFactory
  Stream<DynamicTest> whereTheFileLeavesItOpenTheOperatorIsNamed() {
    Map<String, ModelBuilder> models = mixing(0);
    assertEquals(8, models.size());
    return models.entrySet().stream().map(it -> DynamicTest.dynamicTest(it.getKey(), () -> {
      OnnxModel model = it.getValue().output("y").model();
      String problem = assertThrows(InputException.class, () -> OnnxImporter.read(model, WeightSource.NONE)).problems().getFirst();
      assertTrue(problem.contains("mixes what lies along the first axis of x") && problem.contains("--shape x="), problem);
    }));
  }

  /** What becomes of a network whose first extent is open. */
  private enum Fate { RIGHT, NAMED }

  /** By name, networks whose operators move elements; {@code a} is Bx6x4, the weight {@code w} 4x4. */
  private static Map<String, ModelBuilder> moving(Fate fate) {
    Map<String, ModelBuilder> models = new LinkedHashMap<>();
    if (fate == Fate.NAMED) {
      along(models);
      behind(models);
    } else {
      beside(models);
      merged(models);
    }
    return models;
  }

  /** Along the first axis. */
  private static void along(Map<String, ModelBuilder> models) {
    models.put("first sample", moves().integers("f", 0).integers("t", 1).integers("d", 0).node("Slice", "y", "a f t d"));
    models.put("last sample", moves().integers("f", -1).integers("t", Long.MAX_VALUE).integers("d", 0).node("Slice", "y", "a f t d"));
    models.put("backwards", moves().integers("f", -1).integers("t", Long.MIN_VALUE).integers("d", 0).integers("s", -1).node("Slice", "y", "a f t d s"));
    models.put("gather", moves().integers("i", 0).node("Gather", "y", "a i", integer("axis", 0)));
    models.put("gather elements", moves().initializer(Protos.integers("i", 0).toBuilder().clearDims().addDims(1).addDims(1).addDims(1).build())
        .node("GatherElements", "y", "a i", integer("axis", 2)));
    models.put("gather by position", moves().initializer(Protos.integers("i", 0).toBuilder().clearDims().addDims(1).addDims(1).build()).node("GatherND", "y", "a i"));
    models.put("scatter", moves().initializer(Protos.integers("i", 0).toBuilder().clearDims().addDims(1).addDims(1).build()).weight("u", 1, 6, 4)
        .node("ScatterND", "y", "a i u"));
    models.put("concat", moves().node("Relu", "r", "a").node("Concat", "y", "a r", integer("axis", 0)));
    models.put("concat with a constant", moves().weight("k", 1, 6, 4).node("Concat", "y", "k a", integer("axis", 0)));
    models.put("pad", moves().integers("p", 1, 0, 0, 0, 0, 0).node("Pad", "y", "a p"));
    models.put("tile", moves().integers("n", 2, 1, 1).node("Tile", "y", "a n"));
    models.put("expand", moves().integers("n", 3, 6, 4).node("Expand", "y", "a n"));
    models.put("einsum of samples", moves().node("Einsum", "y", "a a", ModelBuilder.text("equation", "bij,cij->bc")));
    models.put("einsum that sums", moves().node("Einsum", "y", "a", ModelBuilder.text("equation", "bij->ij")));
    models.put("hardmax", moves().node("Hardmax", "y", "a", integer("axis", 0)));
    models.put("reshape across samples", moves().integers("n", 4, -1).node("Reshape", "y", "a n"));
    models.put("how many", moves().node("Shape", "s", "a").integers("i", 0).node("Gather", "c", "s i", integer("axis", 0))
        .node("Cast", "q", "c", integer("to", 1)).node("Div", "y", "a q"));
    models.put("mean and variance", new ModelBuilder(13).input("x", 0, 2, 3, 4).node("MeanVarianceNormalization", "y", "x"));
  }

  /** A mean over samples behind an operator that leaves the batch a batch. */
  private static void behind(Map<String, ModelBuilder> models) {
    Map<String, ModelBuilder> beside = new LinkedHashMap<>();
    beside(beside);
    merged(beside);
    beside.forEach((name, model) -> models.put("mean behind " + name, model.node("ReduceMean", "z", "y", ints("axes", axisOf(name)))));
  }

  /** Where the batch lies in {@code y}. */
  private static int axisOf(String name) {
    return name.equals("merged second") ? 1 : 0;
  }

  /** Along other axes. */
  private static void beside(Map<String, ModelBuilder> models) {
    models.put("slice", moves().integers("f", 0, 1).integers("t", Long.MAX_VALUE, 5).integers("d", 0, 1).node("Slice", "y", "a f t d"));
    models.put("gather", moves().integers("i", 5, 0, 0).node("Gather", "y", "a i", integer("axis", 1)));
    models.put("gather one", moves().initializer(Protos.integers("i", 2).toBuilder().clearDims().build()).node("Gather", "y", "a i", integer("axis", 1)));
    models.put("split", moves().node("Split", "y q", "a", integer("axis", -1), ints("split", 1, 3)));
    models.put("concat", moves().node("Relu", "r", "a").node("Concat", "y", "a r", integer("axis", 1)));
    models.put("pad", moves().integers("p", 0, 1, 0, 0, 0, 2).node("Pad", "y", "a p"));
    models.put("tile", moves().integers("n", 1, 2, 1).node("Tile", "y", "a n"));
    models.put("expand", moves().node("Unsqueeze", "u", "a", ints("axes", 1)).integers("n", 1, 2, 1, 1).node("Expand", "y", "u n"));
    models.put("einsum", moves().weight("v", 4, 5).node("Einsum", "y", "a v", ModelBuilder.text("equation", "bij,jk->bki")));
    models.put("where", moves().scalar("k", 0).node("Greater", "g", "a k").node("Where", "y", "g a k"));
    models.put("argmax", moves().node("ArgMax", "m", "a", integer("axis", 1), integer("keepdims", 0)).node("Cast", "y", "m", integer("to", 1)));
    models.put("token in front", moves().node("Shape", "s", "a").integers("i", 0).node("Gather", "c", "s i", integer("axis", 0))
        .integers("e", 1, 4).node("Concat", "n", "c e", integer("axis", 0)).weight("k", 1, 1, 4).node("Expand", "o", "k n").node("Concat", "y", "o a", integer("axis", 1)));
    models.put("flatten", moves().node("Flatten", "y", "a"));
  }

  /** The batch merged with its neighbour around a product. */
  private static void merged(Map<String, ModelBuilder> models) {
    models.put("merged", moves().integers("n", -1, 4).node("Reshape", "r", "a n").weight("v", 4, 5).node("MatMul", "y", "r v"));
    models.put("flattened to rows", moves().node("Flatten", "r", "a", integer("axis", 2)).weight("v", 4, 5).weight("b", 5).node("Gemm", "y", "r v b"));
    models.put("merged and parted", moves().integers("n", -1, 4).node("Reshape", "r", "a n").weight("v", 4, 5).node("MatMul", "q", "r v")
        .integers("o", -1, 6, 5).node("Reshape", "y", "q o"));
    models.put("parted by its own extents", moves().node("Shape", "s", "a").integers("n", -1, 4).node("Reshape", "r", "a n").node("Relu", "q", "r").node("Reshape", "y", "q s"));
    models.put("merged second", moves().integers("n", 1, -1, 4).node("Reshape", "r", "a n").node("Relu", "y", "r"));
  }

  private static ModelBuilder moves() {
    return new ModelBuilder(12).input("x", 0, 6, 4).weight("w", 4, 4).node("MatMul", "a", "x w");
  }

  @TestFactory
  Stream<DynamicTest> whatMovesAlongTheFirstAxisIsNamedWhereItIsOpen() {
    Map<String, ModelBuilder> models = moving(Fate.NAMED);
    assertEquals(36, models.size());
    return models.entrySet().stream().map(it -> DynamicTest.dynamicTest(it.getKey(), () -> {
      String output = it.getKey().startsWith("mean behind") ? "z" : "y";
      OnnxModel model = it.getValue().output(output).model();
      String problem = assertThrows(InputException.class, () -> OnnxImporter.read(model, WeightSource.NONE)).problems().getFirst();
      assertTrue(problem.contains("/" + output) && problem.contains("mixes what lies along the first axis of x"), problem);
    }));
  }

  @TestFactory
  Stream<DynamicTest> whatLeavesTheSamplesApartIsRightForEachOfThem() {
    Map<String, ModelBuilder> models = moving(Fate.RIGHT);
    assertEquals(18, models.size());
    return models.entrySet().stream().map(it -> DynamicTest.dynamicTest(it.getKey(), () -> {
      OnnxModel model = it.getValue().output("y").model();
      FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE);
      float[] x = java.util.Arrays.copyOf(numbers(), 48);
      float[] expected = oracle(model, x, 2, 6, 4);
      int each = expected.length / 2;
      for (int sample = 0; sample < 2; sample++) {
        float[] made = new FloatExecutor(graph).outputs(Map.of("x", java.util.Arrays.copyOfRange(x, 24 * sample, 24 * sample + 24))).get("y");
        assertArrayEquals(java.util.Arrays.copyOfRange(expected, each * sample, each * sample + each), made, 1e-5f);
      }
    }));
  }

  @Test
  void extentsThatAreGivenMakeItOfThatSize() {
    OnnxModel model = matrix(0).node("Softmax", "y", "a", integer("axis", 0)).output("y").model();
    FixedExtents fixed = new FixedExtents(Map.of("x", new int[] {ROWS, 12}), java.util.OptionalInt.empty());
    FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE, fixed);
    assertEquals(ROWS * 7, graph.nodes().getLast().shape().size());
  }

  @Test
  void aBatchThatNothingMixesIsOneSample() {
    ModelBuilder model = new ModelBuilder(13).input("x", 8, 12).weight("w", 12, 7).weight("b", 7).node("Gemm", "a", "x w b")
        .node("Relu", "r", "a").node("Softmax", "y", "r", integer("axis", 1));
    FloatGraph graph = OnnxImporter.read(model.output("y").model(), WeightSource.NONE);
    assertEquals(12, graph.nodes().getFirst().shape().size());
    assertEquals(7, graph.nodes().getLast().shape().size());
  }
}
