package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.network.FloatGraph;

/**
 * What every network has to come through: importing, exporting and importing again in float, held against ONNX Runtime.
 */
final class Chain {
  private static final float TOLERANCE = 1e-4f;

  private Chain() {}

  /**
   * The network that {@code builder} draws; everything it computes on one seeded sample is what ONNX Runtime computes.
   */
  static FloatGraph check(String name, ModelBuilder builder) {
    try {
      return check(name, builder.model());
    } catch (ai.onnxruntime.OrtException e) {
      throw new AssertionError(name + ": ONNX Runtime refuses it: " + e.getMessage(), e);
    }
  }

  private static FloatGraph check(String name, OnnxModel model) throws ai.onnxruntime.OrtException {
    FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE);
    Map<String, float[]> sample = OnnxRuntime.whole(OnnxRuntime.sample(graph, 3), model.proto());
    Map<String, float[]> expected = OnnxRuntime.run(model.proto().toByteArray(), sample);
    assertClose(name + ", imported", expected, new FloatExecutor(graph).outputs(sample));
    OnnxModel exported = OnnxExporter.plain(graph, model.file());
    assertClose(name + ", exported", expected, OnnxRuntime.run(exported.proto().toByteArray(), sample));
    FloatGraph again = OnnxImporter.read(exported, WeightSource.NONE);
    assertClose(name + ", imported again", expected, new FloatExecutor(again).outputs(sample));
    return graph;
  }

  private static void assertClose(String name, Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet(), name);
    expected.forEach((output, values) -> assertArrayEquals(values, actual.get(output), TOLERANCE * largest(values), name + ", " + output));
  }

  private static float largest(float... values) {
    float largest = 1;
    for (float value : values) {
      largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    return largest;
  }
}
