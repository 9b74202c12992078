package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.InputException;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/** Question: does a network whose weights are graph inputs compute what it computes with those weights in float? */
class CompressedWeightsTest {
  private static final Path FILE = Path.of("net.onnx");

  private static IntegerWeight coded(int outputs, int inputs, int kernelY, int kernelX, int scales) {
    Random random = new Random(5);
    byte[] codewords = new byte[16 * 4];
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = (byte) (random.nextInt(255) - 127);
    }
    int rowLength = inputs * kernelY * kernelX;
    int[] indices = new int[outputs * ((rowLength + 3) / 4)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = random.nextInt(16);
    }
    float[] scale = new float[scales];
    for (int i = 0; i < scales; i++) {
      scale[i] = 0.001f * (1 + i);
    }
    LayerWeights.Coded codes = new LayerWeights.Coded(outputs, rowLength, new Codebook("book", 4, codewords), indices);
    return new IntegerWeight(outputs, inputs, kernelY, kernelX, codes, scale);
  }

  private static ModelBuilder network() {
    return network(1, -1, 0.5f, -2, 0, 3);
  }

  private static ModelBuilder network(float... gamma) {
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 3, 5, 5).input("w", 6, 3, 3, 3).input("v", 6, 4);
    model.floats("n.gamma", gamma, 6).weight("n.beta", 6).weight("n.mean", 6).positive("n.var", 6).weight("b", 6);
    model.node("Conv", "c", "x w b").node("BatchNormalization", "n", "c n.gamma n.beta n.mean n.var");
    return model.node("GlobalAveragePool", "g", "n").node("Flatten", "f", "g").node("MatMul", "y", "f v").output("y", 0, 4);
  }

  private static final Map<String, IntegerWeight> WEIGHTS = Map.of("w", coded(6, 3, 3, 3, 1), "v", coded(4, 6, 1, 1, 4));

  private static Map<String, float[]> expected(Map<String, float[]> sample) throws Exception {
    float[] matrix = WEIGHTS.get("v").values();
    float[] transposed = new float[24];
    for (int i = 0; i < 24; i++) {
      transposed[i] = matrix[i % 4 * 6 + i / 4];
    }
    OnnxModel plain =
        new OnnxModelEditor(network().model()).inputToInitializer("w", WEIGHTS.get("w").values()).inputToInitializer("v", transposed).model();
    return OnnxRuntime.run(plain.proto().toByteArray(), sample);
  }

  @Test
  void compressedNetworkComputesWhatItsFloatTwinComputes() throws Exception {
    FloatGraph graph = OnnxImporter.read(network().model(), WeightSource.of(WEIGHTS));
    Map<String, float[]> sample = OnnxRuntime.sample(graph, 1);
    assertEquals(1, sample.size(), "weights are no inputs of the network");
    assertArrayEquals(expected(sample).get("y"), new FloatExecutor(graph).outputs(sample).get("y"), 1e-4f);
  }

  @Test
  void batchNormalizationChangesOnlyTheScaleOfCodes() {
    OnnxImporter.Imported imported =
        OnnxImporter.trace(network(1, 4, 0.5f, 2, 0, 3).model(), WeightSource.of(WEIGHTS), FixedExtents.NONE);
    Conv conv = (Conv) imported.graph().nodes().get(1);
    assertEquals(java.util.List.of(), imported.expanded());
    IntegerWeight weight = assertInstanceOf(IntegerWeight.class, conv.weight());
    assertEquals("n", conv.name());
    assertEquals("w", conv.weightName());
    assertSame(WEIGHTS.get("w").integers(), weight.integers());
    assertEquals(6, weight.scale().length);
    assertTrue(weight.scale()[0] > 0 && weight.scale()[1] > 0 && weight.scale()[3] > 0);
    assertEquals(0, weight.scale()[4]);
  }

  @Test
  void negativeFactorsOfBatchNormalizationTurnTheIntegersAndTheCodesAreToldToBeLost() {
    OnnxImporter.Imported imported = OnnxImporter.trace(network().model(), WeightSource.of(WEIGHTS), FixedExtents.NONE);
    IntegerWeight weight = (IntegerWeight) ((Conv) imported.graph().nodes().get(1)).weight();
    LayerWeights.Plain plain = assertInstanceOf(LayerWeights.Plain.class, weight.integers());
    LayerWeights.Fixed stored = WEIGHTS.get("w").integers();
    int[] signs = {1, -1, 1, -1, 1, 1};
    for (int i = 0; i < 6 * 27; i++) {
      assertEquals(signs[i / 27] * stored.weight(i / 27, i % 27), plain.weight(i / 27, i % 27));
      assertTrue(weight.scale()[i / 27] >= 0);
    }
    assertEquals(java.util.List.of("w"), imported.expanded().stream().map(it -> it.weight()).toList());
  }

  @Test
  void exportedCompressedNetworkIsTheSameNetworkWhenReadAgain() throws Exception {
    FloatGraph graph = OnnxImporter.read(network().model(), WeightSource.of(WEIGHTS));
    OnnxModel exported = OnnxExporter.compressed(graph, FILE);
    assertEquals(
        java.util.List.of("x", "w", "v"), exported.proto().getGraph().getInputList().stream().map(input -> input.getName()).toList());
    FloatGraph again = OnnxImporter.read(exported, WeightSource.of(weightsOf(graph)));
    assertEquals(GraphText.of(graph), GraphText.behindPorts(again));
    Map<String, float[]> sample = OnnxRuntime.sample(graph, 1);
    OnnxModel plain = OnnxExporter.plain(graph, FILE);
    assertArrayEquals(expected(sample).get("y"), OnnxRuntime.run(plain.proto().toByteArray(), sample).get("y"), 1e-4f);
  }

  private static Map<String, IntegerWeight> weightsOf(FloatGraph graph) {
    Map<String, IntegerWeight> weights = new java.util.TreeMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof Conv conv && conv.weight() instanceof IntegerWeight weight) {
        weights.put(conv.weightName(), weight);
      }
    }
    return weights;
  }

  @Test
  void matrixBehindAFlattenedMapIsReorderedOrTakenAsTheKernelItIs() {
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 3, 2, 2).input("w", 5, 12).node("Flatten", "f", "x");
    model.node("Gemm", "y", "f w", ModelBuilder.integer("transB", 1), ModelBuilder.real("alpha", 0.5f)).output("y");
    IntegerWeight flat = coded(5, 12, 1, 1, 5);
    Conv reordered = (Conv) OnnxImporter.read(model.model(), WeightSource.of(Map.of("w", flat))).nodes().get(1);
    assertArrayEquals(scaled(flat.values(), 0.5f), reordered.weight().values(), 1e-7f);
    assertInstanceOf(LayerWeights.Plain.class, ((IntegerWeight) reordered.weight()).integers());
    IntegerWeight kernel = coded(5, 3, 2, 2, 1);
    Conv kept = (Conv) OnnxImporter.read(model.model(), WeightSource.of(Map.of("w", kernel))).nodes().get(1);
    assertArrayEquals(scaled(kernel.values(), 0.5f), kept.weight().values(), 1e-7f);
    assertSame(kernel.integers(), ((IntegerWeight) kept.weight()).integers());
  }

  private static float[] scaled(float[] values, float factor) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  @Test
  void weightsOfAnotherShapeThanTheModelSaysAreRefused() {
    Map<String, IntegerWeight> wrong = Map.of("w", coded(6, 3, 5, 3, 1), "v", coded(6, 4, 1, 1, 1));
    InputException refused =
        assertThrows(InputException.class, () -> OnnxImporter.read(network().model(), WeightSource.of(wrong)));
    assertEquals(
        java.util.List.of(
            "test.onnx: Conv \"/c/Conv\": its weight \"w\" is 6x3x3x3 in the model and 6x3x5x3 in the weights file; "
                + "give files that belong together",
            "test.onnx: MatMul \"/y/MatMul\": its weight \"v\" is 6x4 in the model and 6x4x1x1 in the weights file; "
                + "give files that belong together"),
        refused.problems());
  }

  @Test
  void aCompressedWeightMayStandOnlyWhereAWeightStands() {
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 3, 5, 5).input("w", 1, 3, 5, 5).node("Add", "y", "x w").output("y");
    InputException refused =
        assertThrows(
            InputException.class, () -> OnnxImporter.read(model.model(), WeightSource.of(Map.of("w", coded(1, 3, 5, 5, 1)))));
    assertEquals(
        java.util.List.of(
            "test.onnx: Add \"/y/Add\": the compressed weight \"w\" is an operand; only Conv, Gemm and MatMul take compressed weights"),
        refused.problems());
  }
}
