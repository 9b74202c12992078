package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lexicore.compiler.onnx.ModelBuilder.integer;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lexicore.model.network.FloatGraph;

/**
 * Question: has a network that was exported the inputs and outputs of the file that was given: names, order, ranks,
 * element types?
 */
class InterfaceTest {
  @TestFactory
  Stream<DynamicTest> everyOperatorsNetworkKeepsItsInterface() {
    return Stream.concat(OperatorCases.all().stream(), HostCases.all().stream())
        .map(item -> DynamicTest.dynamicTest(item.name(), () -> assertKept(item.model().model())));
  }

  @Test
  void inputsAndOutputsOfIntegersKeepTheirType() throws Exception {
    ModelBuilder tokens = new ModelBuilder(13).whole("ids", 1, 12).whole("mask", 0, 12).weight("table", 50, 8).integers("axis", 2).weight("w", 8, 6)
        .node("Gather", "e", "table ids").node("Cast", "m", "mask", integer("to", 1)).node("Unsqueeze", "u", "m axis").node("Mul", "k", "e u")
        .node("MatMul", "y", "k w").node("Cast", "z", "y", integer("to", 7));
    tokens.graph().addOutput(Protos.value("y", 1, 12, 6)).addOutput(Protos.wholeValue("z", 1, 12, 6));
    assertKept(tokens.model());
    FloatGraph read = OnnxImporter.read(tokens.model(), WeightSource.NONE);
    FloatGraph again = OnnxImporter.read(OnnxExporter.plain(read, tokens.model().file()), WeightSource.NONE);
    assertEquals(12, again.nodes().getFirst().shape().width(), "token numbers are a row of pixels, read again as well");
    assertEquals(read.nodes().size(), again.nodes().size());
  }

  private static void assertKept(OnnxModel model) throws Exception {
    OnnxModel exported = OnnxExporter.plain(OnnxImporter.read(model, WeightSource.NONE), model.file());
    try (OrtSession given = session(model); OrtSession written = session(exported)) {
      assertEquals(text(given.getInputInfo(), true), text(written.getInputInfo(), true));
      boolean declared = model.proto().getGraph().getOutputList().stream().allMatch(output -> output.getType().getTensorType().hasShape());
      boolean unknown = text(given.getOutputInfo(), false).stream().anyMatch(it -> it.endsWith(" 0")); // ONNX Runtime finds no rank either
      if (unknown && !declared) {
        assertEquals(given.getOutputInfo().keySet(), written.getOutputInfo().keySet());
        return;
      }
      assertEquals(text(given.getOutputInfo(), declared), text(written.getOutputInfo(), declared));
    }
  }

  private static OrtSession session(OnnxModel model) throws Exception {
    return OrtEnvironment.getEnvironment().createSession(model.proto().toByteArray());
  }

  /** Names, types and ranks, in order; of what is declared the extents as well. */
  private static List<String> text(Map<String, NodeInfo> ports, boolean extents) {
    return ports.entrySet().stream().map(port -> {
      TensorInfo info = (TensorInfo) port.getValue().getInfo();
      return port.getKey() + " " + info.type + " " + (extents ? Arrays.toString(info.getShape()) : info.getShape().length);
    }).toList();
  }
}
