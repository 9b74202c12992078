package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/** Question: do codes that the ONNX file itself looks up in a codebook stay codes? */
class FollowCodesTest {
  /** Codewords of whole numbers, 8 of 4 elements; {@code count} codes with the extents given. */
  private static ModelBuilder network(float step, int... codeDims) {
    Random random = new Random(9);
    float[] codewords = new float[32];
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = step * (i == 0 ? 127 : random.nextInt(255) - 127);
    }
    long[] codes = random.longs(Extents.size(codeDims), 0, 8).toArray();
    var listed = Protos.integers("codes", codes).toBuilder().clearDims();
    for (int extent : codeDims) {
      listed.addDims(extent);
    }
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 8, 5, 5).floats("codebook", codewords, 8, 4).initializer(listed.build());
    return model.node("Gather", "looked", "codebook codes", integer("axis", 0));
  }

  private static Conv conv(ModelBuilder model) throws Exception {
    OnnxModel whole = model.output("y").model();
    FloatGraph graph = OnnxImporter.read(whole, WeightSource.NONE);
    Map<String, float[]> sample = OnnxRuntime.sample(graph, 2);
    float[] expected = OnnxRuntime.run(whole.proto().toByteArray(), sample).get("y");
    float tolerance = 1e-4f;
    for (float value : expected) {
      tolerance = Math.max(tolerance, 1e-6f * Math.abs(value));
    }
    assertArrayEquals(expected, new FloatExecutor(graph).outputs(sample).get("y"), tolerance);
    return (Conv) graph.nodes().stream().filter(Conv.class::isInstance).findFirst().orElseThrow();
  }

  private static void assertCoded(Conv conv, int codes, float scale) {
    IntegerWeight weight = assertInstanceOf(IntegerWeight.class, conv.weight());
    LayerWeights.Coded coded = assertInstanceOf(LayerWeights.Coded.class, weight.integers());
    assertEquals("codes", conv.weightName());
    assertEquals("codebook", coded.codebook().id());
    assertEquals(codes, coded.indices().length);
    assertEquals(scale, weight.scale()[0], 1e-9f);
  }

  @Test
  void codesAlongTheInputsOfAConvolutionStay() throws Exception {
    ModelBuilder model = network(1, 6, 18).integers("rows", 6, 3, 3, 8).node("Reshape", "ohwi", "looked rows");
    model.node("Transpose", "w", "ohwi", ints("perm", 0, 3, 1, 2)).node("Conv", "y", "x w");
    assertCoded(conv(model), 108, 1);
  }

  @Test
  void aScaleForEachOutputChannelIsTakenUp() throws Exception {
    ModelBuilder model = network(1, 6, 18).integers("rows", 6, 3, 3, 8).node("Reshape", "ohwi", "looked rows");
    model.floats("scale", new float[] {0.5f, -1, 2, 3, 4, 5}, 6, 1, 1, 1).node("Mul", "real", "scale ohwi");
    model.node("Transpose", "w", "real", ints("perm", 0, 3, 1, 2)).node("Conv", "y", "x w");
    Conv conv = conv(model);
    assertCoded(conv, 108, 0.5f);
    assertArrayEquals(new float[] {0.5f, -1, 2, 3, 4, 5}, ((IntegerWeight) conv.weight()).scale());
  }

  @Test
  void aRowWhoseLastCodewordReachesBeyondItIsCutOff() throws Exception {
    ModelBuilder model = network(1, 6, 2).integers("rows", 6, 8).node("Reshape", "wide", "looked rows").integers("from", 0);
    model.integers("to", 6).integers("ax", 1).node("Slice", "cut", "wide from to ax").integers("image", 6, 6, 1, 1);
    model.node("Reshape", "w", "cut image").weight("v", 6, 8, 1, 1).node("Conv", "c", "x v").node("Conv", "y", "c w").output("y");
    FloatGraph graph = OnnxImporter.read(model.model(), WeightSource.NONE);
    assertCoded((Conv) graph.nodes().get(2), 12, 1);
  }

  @Test
  void realCodewordsAreRoundedWithOneScale() throws Exception {
    ModelBuilder model = network(0.25f, 6, 2).integers("image", 6, 8, 1, 1).node("Reshape", "w", "looked image");
    assertCoded(conv(model.node("Conv", "y", "x w")), 12, 0.25f);
  }

  @Test
  void codesOfAMatrixStayWhicheverWayItIsStored() throws Exception {
    ModelBuilder gemm = network(1, 6, 2).integers("rows", 6, 8).node("Reshape", "w", "looked rows").node("GlobalAveragePool", "g", "x");
    assertCoded(conv(gemm.node("Flatten", "f", "g").node("Gemm", "y", "f w", integer("transB", 1))), 12, 1);
    ModelBuilder matMul = network(1, 6, 2).integers("rows", 6, 8).node("Reshape", "m", "looked rows").node("GlobalAveragePool", "g", "x");
    assertCoded(conv(matMul.node("Flatten", "f", "g").node("Transpose", "w", "m").node("MatMul", "y", "f w")), 12, 1);
  }

  @Test
  void codesInsideAKernelBecomePlainWeights() throws Exception {
    ModelBuilder model = network(1, 6, 18).integers("image", 6, 8, 3, 3).node("Reshape", "w", "looked image").node("Conv", "y", "x w");
    assertInstanceOf(FloatWeight.class, conv(model).weight());
  }

  @Test
  void aFactorThatDiffersWithinARowMakesPlainWeights() throws Exception {
    ModelBuilder model = network(1, 6, 2).integers("image", 6, 8, 1, 1).node("Reshape", "r", "looked image").positive("s", 8, 1, 1);
    assertInstanceOf(FloatWeight.class, conv(model.node("Mul", "w", "r s").node("Conv", "y", "x w")).weight());
  }
}
