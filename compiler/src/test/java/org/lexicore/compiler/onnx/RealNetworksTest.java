package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.Rearrange;

/** Question: do real networks compute what ONNX Runtime computes, and how much of them is left to the host? */
class RealNetworksTest {
  private static final double LARGEST_ERROR = 1e-4;

  private static ModelProto model(String resource) throws IOException {
    try (InputStream stream = RealNetworksTest.class.getResourceAsStream(resource)) {
      return ModelProto.parseFrom(stream);
    }
  }

  private static FixedExtents image(int height, int width) {
    return new FixedExtents(Map.of("x", new int[] {1, 3, height, width}), OptionalInt.empty());
  }

  /** Dark strokes on light paper with a shade across it, as the networks' own normalisation leaves them: from −1 to 1. */
  private static float[] page(int height, int width) {
    float[] page = new float[3 * height * width];
    for (int i = 0; i < page.length; i++) {
      int y = i / width % height;
      int x = i % width;
      boolean line = y % 24 > 5 && y % 24 < 19;
      boolean stroke = line && (x % 13 < 3 || (x + 2 * y) % 17 < 3 || y % 24 == 12 && x % 26 < 13);
      page[i] = (stroke ? -0.8f : 0.8f) + 0.15f * x / width - 0.05f * (i / (height * width));
    }
    return page;
  }

  /** Kinds of nodes and how many there are of each. */
  private static Map<String, Integer> kinds(FloatGraph graph) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      boolean host = node instanceof FloatGraph.Host;
      String kind = host ? ((FloatGraph.Host) node).operation().getClass().getSimpleName() : node.getClass().getSimpleName();
      kinds.merge(kind, 1, Integer::sum);
    }
    return kinds;
  }

  /** Compares outputs before and after export with ONNX Runtime's. */
  private static FloatGraph compare(ModelProto model, FixedExtents extents, Map<String, float[]> sample) throws Exception {
    FloatGraph graph = OnnxImporter.read(new OnnxModel(Path.of("real.onnx"), model), WeightSource.NONE, extents);
    Map<String, float[]> expected = OnnxRuntime.run(model.toByteArray(), sample, extents);
    assertClose(expected, new FloatExecutor(graph).outputs(sample));
    OnnxModel exported = OnnxExporter.plain(graph, Path.of("exported.onnx"));
    FloatGraph again = OnnxImporter.read(exported, WeightSource.NONE);
    assertClose(expected, new FloatExecutor(again).outputs(sample));
    assertEquals(kinds(graph), kinds(again), "the exported network is the same one");
    return graph;
  }

  private static void assertClose(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (output, values) -> {
          double lowest = Double.POSITIVE_INFINITY;
          double highest = Double.NEGATIVE_INFINITY;
          double error = 0;
          for (int i = 0; i < values.length; i++) {
            lowest = Math.min(lowest, values[i]);
            highest = Math.max(highest, values[i]);
            error = Math.max(error, Math.abs(values[i] - (double) actual.get(output)[i]));
          }
          System.out.printf("%s: largest error %.1e of %.3g%n", output, error, highest - lowest);
          assertTrue(error <= LARGEST_ERROR * (highest - lowest), output + ": " + error + " of " + lowest + " to " + highest);
        });
  }

  @Test
  void clsTellsWhichWayUpATextLineIs() throws Exception {
    FloatGraph graph = compare(model("/models/ch_ppocr_mobile_v2.0_cls_infer.onnx"), image(48, 192), Map.of("x", page(48, 192)));
    assertEquals("{Add=7, AveragePool=10, Clamp=24, Combine=9, Conv=54, Elementwise=18, Input=1, MaxPool=1, Softmax=1}", kinds(graph).toString());
  }

  @Test
  void recReadsATextLine() throws Exception {
    FloatGraph graph = compare(model("/models/ch_PP-OCRv4_rec_infer.onnx"), image(48, 320), Map.of("x", page(48, 320)));
    assertEquals(
        "{Add=4, AveragePool=3, Clamp=4, Combine=2, Concatenate=1, Conv=51, Elementwise=35, Input=1, Normalise=5, Product=4, Rearrange=1, Softmax=3}",
        kinds(graph).toString());
  }

  @Test
  void detFindsTextOnAPage() throws Exception {
    FloatGraph graph = compare(model("/models/ch_PP-OCRv3_det_infer.onnx"), image(160, 224), Map.of("x", page(160, 224)));
    assertEquals(
        "{Add=21, AveragePool=8, Clamp=30, Combine=10, Concatenate=1, Constant=2, Conv=74, Elementwise=21, Input=1,"
            + " Rearrange=2, Resample=6}",
        kinds(graph).toString());
  }

  @Test
  void miniLmEmbedsASentenceWithoutRearrangingAnythingButItsOutput() throws Exception {
    int[] tokens = {101, 1037, 2158, 2003, 2652, 1037, 2858, 2006, 1996, 4534, 2279, 2000, 2010, 3899, 1012, 102};
    int length = 24;
    Map<String, float[]> sample = new LinkedHashMap<>();
    for (String input : new String[] {"input_ids", "attention_mask", "token_type_ids"}) {
      sample.put(input, new float[length]);
    }
    for (int i = 0; i < tokens.length; i++) {
      sample.get("input_ids")[i] = tokens[i];
      sample.get("attention_mask")[i] = 1;
    }
    FloatGraph graph = compare(model("/all-minilm-l6-v2.onnx"), new FixedExtents(Map.of(), OptionalInt.of(length)), sample);
    assertEquals(
        "{Add=14, Constant=1, Conv=36, Elementwise=7, Embed=2, Input=3, Normalise=13, Product=12, Rearrange=1, Softmax=6}",
        kinds(graph).toString());
    for (FloatGraph.Node node : graph.nodes()) {
      boolean rearranged = node instanceof FloatGraph.Host host && host.operation() instanceof Rearrange;
      assertTrue(!rearranged || graph.outputs().containsValue(node.name()), node.name());
    }
  }
}
