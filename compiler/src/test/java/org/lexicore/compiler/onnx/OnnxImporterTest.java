package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.network.FloatGraph;

/** Question: does an imported network compute what ONNX Runtime computes? */
class OnnxImporterTest {
  private static final float TOLERANCE = 1e-4f;

  @Test
  void everyOperatorAndAttributeHasItsCase() {
    assertEquals(101, OperatorCases.all().size());
    assertEquals(281, HostCases.all().size());
  }

  @TestFactory
  Stream<DynamicTest> whatTheHostDoesIsWhatOnnxRuntimeComputes() {
    return HostCases.all().stream().map(item -> DynamicTest.dynamicTest(item.name(), () -> compare(item.model().model())));
  }

  @TestFactory
  Stream<DynamicTest> whatTheHostDoesSurvivesBeingExported() {
    return HostCases.all().stream().map(item -> DynamicTest.dynamicTest(item.name(), () -> compareReimported(item.model().model())));
  }

  @TestFactory
  Stream<DynamicTest> importedNetworkComputesWhatOnnxRuntimeComputes() {
    return OperatorCases.all().stream().map(item -> DynamicTest.dynamicTest(item.name(), () -> compare(item.model().model())));
  }

  @TestFactory
  Stream<DynamicTest> exportedNetworkComputesWhatTheOriginalComputes() {
    return OperatorCases.all().stream().map(item -> DynamicTest.dynamicTest(item.name(), () -> compareExported(item.model().model())));
  }

  private static void compare(OnnxModel model) throws Exception {
    FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE);
    Map<String, float[]> sample = OnnxRuntime.whole(OnnxRuntime.sample(graph, 3), model.proto());
    assertClose(OnnxRuntime.run(model.proto().toByteArray(), sample), new FloatExecutor(graph).outputs(sample));
  }

  private static void compareExported(OnnxModel model) throws Exception {
    FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE);
    OnnxModel exported = OnnxExporter.plain(graph, model.file());
    Map<String, float[]> sample = OnnxRuntime.whole(OnnxRuntime.sample(graph, 3), model.proto());
    assertClose(OnnxRuntime.run(model.proto().toByteArray(), sample), OnnxRuntime.run(exported.proto().toByteArray(), sample));
    GraphText again = GraphText.behindPorts(OnnxImporter.read(exported, WeightSource.NONE));
    assertEquals(GraphText.of(graph), again);
  }

  /** Names and views may differ after export; values may not, neither in ONNX Runtime nor here. */
  private static void compareReimported(OnnxModel model) throws Exception {
    FloatGraph graph = OnnxImporter.read(model, WeightSource.NONE);
    OnnxModel exported = OnnxExporter.plain(graph, model.file());
    Map<String, float[]> sample = OnnxRuntime.whole(OnnxRuntime.sample(graph, 3), model.proto());
    Map<String, float[]> expected = OnnxRuntime.run(model.proto().toByteArray(), sample);
    assertClose(expected, OnnxRuntime.run(exported.proto().toByteArray(), sample));
    FloatGraph again = OnnxImporter.read(exported, WeightSource.NONE);
    assertClose(expected, new FloatExecutor(again).outputs(sample));
  }

  private static void assertClose(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((output, values) -> assertArrayEquals(values, actual.get(output), TOLERANCE, output));
  }
}
