package org.lexicore.compiler.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.data.ArrayFile;
import org.lexicore.compiler.data.InputSpecification;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.quantise.CalibrateRanges;
import org.lexicore.compiler.quantise.Quantiser;
import org.lexicore.compiler.quantise.RangeChoice;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;

/** Does a trained network keep its accuracy in integers, and compressed without training? */
class ExampleNetworksTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  private static Samples samples(FloatGraph graph, String name, String part) throws IOException {
    JsonNode json = new ObjectMapper().readTree(EXAMPLES.resolve("networks/" + name + ".json").toFile());
    Problems problems = new Problems();
    InputSpecification image = InputSpecification.parse("image", json.path("inputs").path("image"), "inputs.image", problems);
    problems.throwIfAny();
    NdArray pixels = ArrayFile.read(EXAMPLES.resolve("data/fashion-" + part + "-images-idx3-ubyte.gz"));
    return Samples.of(graph, Map.of("image", pixels), Map.of("image", image));
  }

  private static FloatGraph read(String name) {
    return OnnxImporter.read(EXAMPLES.resolve("networks/" + name + ".onnx"));
  }

  private static Outputs integers(FloatGraph graph, Samples calibration, Samples test) {
    return Outputs.of(
        Quantiser.quantise(graph, new CalibrateRanges(new RangeChoice.LeastSquares()).calibrate(graph, calibration)).network(), test);
  }

  private static double top1(Outputs outputs) {
    return outputs.evaluate(ArrayFile.read(EXAMPLES.resolve("data/fashion-test-labels-idx1-ubyte.gz"))).top1();
  }

  @Test
  void tinyNetworkKeepsItsAccuracyInIntegersAndCompressed() throws IOException {
    FloatGraph graph = read("tiny-cnn");
    Samples calibration = samples(graph, "tiny-cnn", "calibration");
    Samples test = samples(graph, "tiny-cnn", "test");
    double exact = top1(Outputs.of(graph, test));
    assertEquals(1000, test.count());
    assertTrue(exact > 0.8, "float " + exact);
    double integers = top1(integers(graph, calibration, test));
    assertTrue(integers >= exact - 0.005, integers + " in integers, " + exact + " in float");
    Compression compression = new Compressor(new CompressionScheme.PerLayer(64, 2), LayerSelection.DEFAULT, 1)
        .compress(graph, calibration, report -> { });
    double compressed = top1(integers(compression.graph(), calibration, test));
    assertTrue(compressed >= exact - 0.01, compressed + " compressed, " + exact + " in float");
  }

  @Test
  void residualNetworkKeepsItsOutputsAtTwoBitsAWeight() throws IOException {
    FloatGraph graph = read("resnet20-fashion");
    Samples calibration = samples(graph, "resnet20-fashion", "calibration").first(64);
    Samples test = samples(graph, "resnet20-fashion", "test").first(64);
    Compression compression = new Compressor(new CompressionScheme.PerLayer(256, 4), LayerSelection.DEFAULT, 1)
        .compress(graph, calibration, report -> { });
    assertTrue(compression.bitsPerWeight().withCodebook() < 2.7, compression.bitsPerWeight().toString());
    assertTrue(compression.bitsPerWeight().indexBitsPerCodedWeight() <= 2, compression.bitsPerWeight().toString());
    double cosine = integers(compression.graph(), calibration, test).fidelity(Outputs.of(graph, test)).cosine();
    assertTrue(cosine > 0.995, "cosine " + cosine);
  }
}
