package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;
import static org.lexicore.compiler.onnx.ModelBuilder.ints;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.compiler.note.ExpandedCodes;
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
    model.floats("scale", new float[] {0.5f, 1, 2, 3, 4, 5}, 6, 1, 1, 1).node("Mul", "real", "scale ohwi");
    model.node("Transpose", "w", "real", ints("perm", 0, 3, 1, 2)).node("Conv", "y", "x w");
    Conv conv = conv(model);
    assertCoded(conv, 108, 0.5f);
    assertArrayEquals(new float[] {0.5f, 1, 2, 3, 4, 5}, ((IntegerWeight) conv.weight()).scale());
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

  /**
   * What is told of the codes of a network whose weight does not keep them; its outputs are what they should be all the
   * same.
   */
  private static String told(ModelBuilder model) throws Exception {
    assertInstanceOf(FloatWeight.class, conv(model).weight());
    return told(OnnxImporter.trace(model.model(), WeightSource.NONE, FixedExtents.NONE));
  }

  private static String told(OnnxImporter.Imported imported) {
    List<String> lines = ExpandedCodes.lines(imported.expanded(), ExpandedCodes.Effect.RUN, name -> name);
    assertEquals(1, lines.size(), lines.toString());
    return lines.getFirst();
  }

  private static String line(String weight, String why, String cost) {
    return weight + " is on int8 weights instead of its codes: " + why + "; 8 bits per weight instead of " + cost
        + ", codebooks included; docs/format.md says which codes stay; compress fits some to the float network";
  }

  @Test
  void codesInsideAKernelBecomePlainWeightsAndItIsTold() throws Exception {
    ModelBuilder model = network(1, 6, 18).integers("image", 6, 8, 3, 3).node("Reshape", "w", "looked image").node("Conv", "y", "x w");
    // 108 codes of 3 bits for 432 weights, and 32 bytes of codewords.
    assertEquals(line("codes", "codewords run along the kernel, and along the input channels is run (OHWI)", "1.34, 432 bytes instead of 73"), told(model));
  }

  @Test
  void codesAlongTheOutputsAreTold() throws Exception {
    ModelBuilder model = network(1, 8, 18).integers("iohw", 8, 3, 3, 8).node("Reshape", "ihwo", "looked iohw");
    model.node("Transpose", "w", "ihwo", ints("perm", 3, 0, 1, 2)).node("Conv", "y", "x w");
    assertEquals(line("codes", "codewords run along the output channels, and along the input channels is run (OHWI)", "1.19, 576 bytes instead of 86"), told(model));
  }

  @Test
  void aFactorThatDiffersWithinARowMakesPlainWeightsAndItIsTold() throws Exception {
    ModelBuilder model = network(1, 6, 2).integers("image", 6, 8, 1, 1).node("Reshape", "r", "looked image").positive("s", 8, 1, 1);
    assertEquals(line("codes", "there are several scales per output channel", "6.08, 48 bytes instead of 37"),
        told(model.node("Mul", "w", "r s").node("Conv", "y", "x w")));
  }

  @Test
  void sumsOfCodewordsAreToldWithAllTheirCodebooks() throws Exception {
    ModelBuilder model = network(1, 6, 2).floats("second", new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4).integers("others", 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1);
    model.integers("pairs", 6, 2).node("Reshape", "o", "others pairs").node("Gather", "looked2", "second o").node("Add", "sum", "looked looked2");
    model.integers("image", 6, 8, 1, 1).node("Reshape", "w", "sum image").node("Conv", "y", "x w");
    // 12 codes of 3 bits and 12 of 1, 40 bytes of codewords.
    assertEquals(line("sum", "weights are sums of codewords (additive codes)", "7.67, 48 bytes instead of 46"), told(model));
  }

  @Test
  void whatIsLookedUpAndComputedWithIsTold() throws Exception {
    ModelBuilder model = network(1, 6, 2).integers("image", 6, 8, 1, 1).node("Reshape", "r", "looked image").floats("one", new float[] {1}, 1);
    assertEquals(line("w", "what is looked up passes through Add", "6.08, 48 bytes instead of 37"),
        told(model.node("Add", "w", "r one").node("Conv", "y", "x w")));
  }

  @Test
  void aTransposedConvolutionTakesNoCodesAndSaysSo() throws Exception {
    ModelBuilder model = network(1, 8, 6).integers("iohw", 8, 6, 2, 2).node("Reshape", "w", "looked iohw");
    assertEquals(line("codes", "ConvTranspose takes no codes in this place", "2.08, 192 bytes instead of 50"),
        told(model.node("ConvTranspose", "y", "x w", ints("strides", 2, 2))));
  }

  @Test
  void numbersAreCodewordsOfOneElement() throws Exception {
    ModelBuilder model = new ModelBuilder(13).input("x", 0, 8, 5, 5).floats("codebook", new float[] {-1, 0, 1, 3}, 4);
    model.initializer(Protos.integers("codes", new Random(3).longs(48, 0, 4).toArray()).toBuilder().clearDims().addDims(6).addDims(8).build());
    model.node("Gather", "looked", "codebook codes").integers("image", 6, 8, 1, 1).node("Reshape", "w", "looked image");
    assertCoded(conv(model.node("Conv", "y", "x w")), 48, 1);
  }

  @Test
  void codesOfAFlattenedMapsMatrixAreTold() throws Exception {
    ModelBuilder model = network(1, 6, 50).integers("rows", 6, 200).node("Reshape", "w", "looked rows").node("Flatten", "f", "x");
    model.node("Gemm", "y", "f w", integer("transB", 1));
    assertInstanceOf(LayerWeights.Plain.class, ((IntegerWeight) conv(model).weight()).integers());
    assertEquals("codes is on int8 weights instead of its codes: a flattened map's rows run along its pixels, and along its channels is run (OHWI);"
            + " 8 bits per weight instead of 0.96, 1200 bytes instead of 145, codebooks included;"
            + " give the weight the map's extents: [O, C, H, W], and codes along C",
        told(OnnxImporter.trace(model.model(), WeightSource.NONE, FixedExtents.NONE)));
  }

  @Test
  void negativeFactorsOfBatchNormalisationMakeInt8WeightsAndAreTold() throws Exception {
    ModelBuilder model = network(1, 6, 2).integers("image", 6, 8, 1, 1).node("Reshape", "w", "looked image").node("Conv", "c", "x w");
    model.floats("gamma", new float[] {1, -1, 2, 0.5f, 1, 1}, 6).weight("beta", 6).weight("mean", 6).positive("var", 6);
    Conv conv = conv(model.node("BatchNormalization", "y", "c gamma beta mean var"));
    assertInstanceOf(LayerWeights.Plain.class, ((IntegerWeight) conv.weight()).integers());
    for (float scale : ((IntegerWeight) conv.weight()).scale()) {
      assertTrue(scale > 0, "positive");
    }
    assertTrue(told(OnnxImporter.trace(model.model(), WeightSource.NONE, FixedExtents.NONE))
        .startsWith("codes is on int8 weights instead of its codes: scales of output channels are negative, which codewords cannot absorb; "));
  }

  @Test
  void rowsThatAreOnlyReorderedAreNoCodewords() throws Exception {
    ModelBuilder rows = new ModelBuilder(13).input("x", 0, 8, 5, 5).weight("table", 6, 8).integers("order", 5, 4, 3, 2, 1, 0);
    rows.node("Gather", "picked", "table order").integers("image", 6, 8, 1, 1).node("Reshape", "w", "picked image").node("Conv", "y", "x w");
    assertInstanceOf(FloatWeight.class, conv(rows).weight());
    assertEquals(List.of(), OnnxImporter.trace(rows.model(), WeightSource.NONE, FixedExtents.NONE).expanded());
  }
}
