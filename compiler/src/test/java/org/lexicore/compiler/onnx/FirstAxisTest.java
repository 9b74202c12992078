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
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = model.proto().getGraph().getInput(0).getType().getTensorType().getShape().getDimList().stream().mapToLong(dim -> dim.getDimValue()).toArray();
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
