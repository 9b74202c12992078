package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lexicore.model.network.FloatGraph;

/** Question: which nodes are left of a network after the passes, and under which names? */
class FoldingTest {
  private static String nodes(ModelBuilder model) {
    FloatGraph graph = OnnxImporter.read(model.output("y").model(), WeightSource.NONE);
    return graph.nodes().stream()
        .map(node -> node.getClass().getSimpleName() + " " + node.name() + " " + node.shape())
        .collect(Collectors.joining(", "));
  }

  private static ModelBuilder image() {
    return new ModelBuilder(13).input("x", 0, 4, 9, 11);
  }

  @Test
  void batchNormalizationGoesIntoTheConvolutionBeforeIt() {
    ModelBuilder model = image().weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").batchNormalization("y", "c", 4);
    assertEquals("Input x 4x9x11, Conv y 4x9x11", nodes(model));
  }

  @Test
  void batchNormalizationStaysWhereTheConvolutionIsReadTwice() {
    ModelBuilder model = image().weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").batchNormalization("n", "c", 4);
    assertEquals("Input x 4x9x11, Conv c 4x9x11, Conv n 4x9x11, Add y 4x9x11", nodes(model.node("Add", "y", "c n")));
  }

  @Test
  void batchNormalizationStaysWhereTheConvolutionIsAnOutput() {
    ModelBuilder model = image().weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").batchNormalization("y", "c", 4).output("c");
    assertEquals("Input x 4x9x11, Conv c 4x9x11, Conv y 4x9x11", nodes(model));
  }

  @Test
  void aReaderOfOnlyTheShapeDoesNotKeepBatchNormalizationFromFolding() {
    ModelBuilder model = image().weight("w", 4, 4, 1, 1).node("Conv", "c", "x w").batchNormalization("n", "c", 4).node("Shape", "s", "c");
    assertEquals("Input x 4x9x11, Conv y 4x9x11", nodes(model.node("Reshape", "r", "n s").batchNormalization("y", "r", 4)));
  }

  @Test
  void biasAddedAfterwardsGoesIntoTheConvolution() {
    ModelBuilder model = image().weight("w", 5, 4, 3, 3).weight("b", 5, 1, 1).node("Conv", "c", "x w").node("Add", "y", "b c");
    assertEquals("Input x 4x9x11, Conv y 5x7x9", nodes(model));
  }

  @Test
  void matrixAfterFlattenBecomesAKernelThatCoversTheMap() {
    ModelBuilder model = image().weight("w", 396, 5).node("Flatten", "f", "x").node("Gemm", "y", "f w").output("y");
    FloatGraph.Conv conv = (FloatGraph.Conv) OnnxImporter.read(model.model(), WeightSource.NONE).nodes().get(1);
    assertEquals("5x1x1 9x11 4", conv.shape() + " " + conv.window().kernelY() + "x" + conv.window().kernelX() + " " + conv.weight().inputsPerGroup());
    assertEquals("w", conv.weightName());
  }

  @Test
  void paddingGoesIntoWhatFollows() {
    ModelBuilder model = image().integers("p", 0, 0, 1, 2, 0, 0, 3, 4).node("Pad", "q", "x p");
    assertEquals("Input x 4x9x11, AveragePool y 4x11x15", nodes(model.node("AveragePool", "y", "q", ModelBuilder.ints("kernel_shape", 3, 3))));
  }

  @Test
  void weightsKeepTheNamesOfTheirInitializers() {
    ModelBuilder model = image().weight("w", 4, 4, 1, 1).weight("v", 5, 4).node("Identity", "i", "w").node("Conv", "c", "x i");
    model.node("Transpose", "t", "v").node("GlobalAveragePool", "g", "c").node("Flatten", "f", "g").node("MatMul", "y", "f t").output("y");
    assertEquals(List.of("w", "v"), weightNames(model));
  }

  @Test
  void aSharedInitializerIsNamedApartOnlyWhereItsValuesDiffer() {
    ModelBuilder model = image().weight("w", 4, 4, 1, 1).node("Conv", "a", "x w").node("Relu", "r", "a").node("Conv", "b", "r w");
    model.node("Relu", "s", "b").node("Conv", "c", "s w").batchNormalization("y", "c", 4).output("y");
    assertEquals(List.of("w", "w", "w#2"), weightNames(model));
  }

  private static List<String> weightNames(ModelBuilder model) {
    return OnnxImporter.read(model.model(), WeightSource.NONE).nodes().stream()
        .filter(FloatGraph.Conv.class::isInstance)
        .map(node -> ((FloatGraph.Conv) node).weightName())
        .toList();
  }
}
