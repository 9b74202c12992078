package org.lexicore.compiler.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.Compressor;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Fidelity;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.format.CompressedNetworkReader;
import org.lexicore.compiler.format.CompressedNetworkWriter;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.OutputAxis;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Step;
import org.lexicore.model.network.Storage;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.Rearrange;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.Softmax;
import org.lexicore.model.network.host.UnaryOperator;

/** What becomes of the host's nodes in integers, and how close does the network stay to float? */
class HostStepsTest {
  private static final ScalarFunction X = new ScalarFunction.Variable();
  private static final Elementwise SIGMOID = new Elementwise(new ScalarFunction.Unary(UnaryOperator.SIGMOID, X));

  private static QuantisedNetwork quantise(FloatGraph graph) {
    return Graphs.quantise(graph, Graphs.samples(graph, 16, 5)).network();
  }

  private static Step step(QuantisedNetwork network, String name) {
    return network.steps().stream().filter(step -> step.output().name().equals(name)).findFirst().orElseThrow();
  }

  private static Normalise normalise(int channels, int outlier, float scale) {
    float[] gamma = new float[channels];
    Arrays.fill(gamma, 1);
    gamma[outlier] = scale;
    return new Normalise(1e-5, gamma, new float[channels]);
  }

  /** Two heads of attention over 6 pixels, with its addition and normalisation. */
  private static FloatGraph attention(float outlier) {
    Graphs g = new Graphs(3, new Shape(8, 1, 6));
    g.host("before", normalise(8, 2, outlier), "input");
    for (String name : List.of("query", "key", "value")) {
      g.conv(name, "before", 8, 1, Window.POINT);
    }
    g.product("scores", "query", "key", 2, OutputAxis.PIXEL);
    g.host("shares", new Softmax(Axis.CHANNEL, 2), "scores");
    g.product("context", "shares", "value", 2, OutputAxis.CHANNEL);
    g.conv("dense", "context", 8, 1, Window.POINT);
    g.add("sum", "dense", "before");
    g.host("after", normalise(8, 5, 1), "sum");
    g.conv("last", "after", 4, 1, Window.POINT);
    return g.build("last");
  }

  @Test
  void whatOnlyTheNextOperationReadsIsNoTensor() {
    QuantisedNetwork network = quantise(attention(1));
    assertEquals(
        List.of("before", "query", "key", "value", "scores", "shares", "context", "dense", "after", "last"),
        network.steps().stream().map(step -> step.output().name()).toList());
    HostStep after = (HostStep) step(network, "after");
    assertEquals(List.of("sum", "after"), after.sources());
    assertEquals(List.of("dense", "before"), after.operands().stream().map(QuantisedTensor::name).toList());
  }

  @Test
  void tensorsAreAsWideAsTheirReadersAllow() {
    QuantisedNetwork network = quantise(attention(1));
    assertEquals(Storage.INT32, network.inputs().getFirst().storage());
    assertEquals(new QuantisedTensor("shares", new Shape(12, 1, 6), 1.0 / 255, Storage.UINT8), step(network, "shares").output());
    Graphs g = new Graphs(4, new Shape(4, 3, 3));
    g.conv("a", "input", 4, 1, Window.POINT);
    g.host("b", SIGMOID, "a");
    assertEquals(Storage.INT16, step(quantise(g.build("b")), "b").output().storage());
  }

  @Test
  void weightsThatAreATensorAreSignedAndSymmetric() {
    Graphs g = new Graphs(5, new Shape(4, 1, 5));
    g.conv("a", "input", 4, 1, Window.POINT);
    g.relu("positive", "a");
    g.product("p", "input", "positive", 1, OutputAxis.PIXEL);
    QuantisedNetwork network = quantise(g.build("p"));
    LayerWeights.Streamed weights = (LayerWeights.Streamed) network.layers().get(1).weights();
    assertEquals(Storage.INT8, weights.tensor().storage());
    assertTrue(quantise(attention(1)).layers().stream().filter(it -> it.name().equals("key")).allMatch(it -> it.lowest() == -127));
  }

  @Test
  void movedBytesKeepTheirIntegers() {
    Graphs g = new Graphs(6, new Shape(4, 1, 5));
    g.conv("a", "input", 4, 1, Window.POINT);
    g.host("reversed", new Rearrange(19, new int[] {20}, new int[] {-1}), "a");
    g.conv("b", "reversed", 2, 1, Window.POINT);
    QuantisedNetwork network = quantise(g.build("b"));
    assertEquals(step(network, "a").output().scale(), step(network, "reversed").output().scale());
    int[] integers = {1, -2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 127, -128};
    int[] result = ((HostStep) step(network, "reversed")).apply(List.of(integers));
    assertEquals(-128, result[0]);
    assertEquals(1, result[19]);
  }

  @Test
  void aTableGivesWhatTheFunctionGives() {
    QuantisedTensor operand = new QuantisedTensor("x", new Shape(256, 1, 1), 0.05, Storage.INT8);
    HostStep.Operation sigmoid = new HostStep.Operation(SIGMOID, List.of(0), operand.shape());
    HostStep step =
        new HostStep("y", List.of(operand), List.of(sigmoid), new QuantisedTensor("y", operand.shape(), 1.0 / 255, Storage.UINT8), List.of());
    int[] every = new int[256];
    Arrays.setAll(every, i -> i - 128);
    int[] expected = Arrays.stream(every).map(i -> (int) Math.rint(255 / (1 + StrictMath.exp(-0.05 * i)))).toArray();
    assertEquals(Arrays.toString(expected), Arrays.toString(step.apply(List.of(every))));
  }

  @Test
  void attentionStaysCloseToFloat() {
    FloatGraph graph = attention(1);
    Samples samples = Graphs.samples(graph, 16, 5);
    Fidelity fidelity = Outputs.of(quantise(graph), samples).fidelity(Outputs.of(graph, samples));
    assertTrue(fidelity.worstCosine() > 0.99, fidelity.toString());
  }

  @Test
  void channelsMadeAlikeAreTheSameFunctionAndLoseLess() {
    FloatGraph graph = attention(60);
    Samples samples = Graphs.samples(graph, 16, 5);
    FloatGraph equalised = EqualiseChannels.apply(graph, samples);
    assertNotEquals(graph, equalised);
    Outputs floats = Outputs.of(graph, samples);
    assertTrue(Outputs.of(equalised, samples).fidelity(floats).worstCosine() > 0.99999);
    double before = Outputs.of(quantise(graph), samples).fidelity(floats).cosine();
    double after = Outputs.of(quantise(equalised), samples).fidelity(floats).cosine();
    assertTrue(after > before, before + " before, " + after + " after");
    FloatGraph even = attention(1);
    assertEquals(even, EqualiseChannels.apply(even, samples));
  }

  /** A function of channels of which one is far above the others. */
  private static FloatGraph unevenFunction() {
    Graphs g = new Graphs(8, new Shape(8, 1, 6));
    float[] weights = new float[64];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 37 % 64 - 32) / 32f * (i / 8 == 2 ? 60 : 1);
    }
    g.conv("wide", "input", new FloatGraph.FloatWeight(8, 8, 1, 1, weights), new float[8], Window.POINT, 1);
    ScalarFunction swish = new ScalarFunction.Binary(BinaryOperator.MULTIPLY, X, SIGMOID.function());
    ScalarFunction half = new ScalarFunction.Binary(BinaryOperator.MULTIPLY, swish, new ScalarFunction.Literal(0.5));
    g.host("swish", new Elementwise(half), "wide");
    g.conv("narrow", "swish", 4, 1, Window.POINT);
    return g.build("narrow");
  }

  /**
   * Does a file hold a network whose channels were made alike, the factors in weights, normalisations and the host's products?
   */
  @Test
  void channelsMadeAlikeSurviveTheDisk(@TempDir Path folder) {
    for (FloatGraph graph : List.of(attention(60), unevenFunction())) {
      Samples samples = Graphs.samples(graph, 16, 5);
      FloatGraph equalised = EqualiseChannels.apply(graph, samples);
      assertNotEquals(graph, equalised);
      FloatGraph compressed = new Compressor(new CompressionScheme.Int8(), LayerSelection.DEFAULT, 1)
          .compress(equalised, samples, layer -> { }).graph();
      var scales = new CalibrateRanges(new RangeChoice.LeastSquares()).calibrate(compressed, samples);
      CompressedNetworkWriter.write(CompressedNetwork.of(compressed, Map.of(), scales), folder);
      CompressedNetwork read = CompressedNetworkReader.read(folder);
      QuantisedNetwork stored = Quantiser.quantise(read.graph(), read.activations()).network();
      QuantisedNetwork held = Quantiser.quantise(compressed, scales).network();
      assertEquals(held.layers().size(), stored.layers().size(), "the host's products are no layers");
      assertEquals(held.steps().size(), stored.steps().size());
      double cosine = Outputs.of(stored, samples).fidelity(Outputs.of(held, samples)).worstCosine();
      assertTrue(cosine > 0.99999, "cosine " + cosine);
    }
  }

  @Test
  void boundsKnowWhichFunctionsCannotBeNegative() {
    assertTrue(Bounds.of(SIGMOID.function(), Bounds.ALL).isNonNegative());
    ScalarFunction line = new ScalarFunction.Binary(BinaryOperator.ADD, X, new ScalarFunction.Literal(3));
    ScalarFunction hard = new ScalarFunction.Binary(BinaryOperator.MAXIMUM, new ScalarFunction.Literal(0), line);
    assertTrue(Bounds.of(hard, Bounds.ALL).isNonNegative());
    assertFalse(Bounds.of(new ScalarFunction.Binary(BinaryOperator.MULTIPLY, X, hard), Bounds.ALL).isNonNegative());
    assertTrue(Bounds.of(new ScalarFunction.Binary(BinaryOperator.MULTIPLY, X, hard), Bounds.NON_NEGATIVE).isNonNegative());
    assertFalse(Bounds.of(line, Bounds.ALL).isNonNegative());
  }

  @Test
  void aSumThatTheHostReadsAloneIsTheHosts() {
    Graphs g = new Graphs(7, new Shape(4, 2, 2));
    g.conv("a", "input", 4, 1, Window.POINT);
    g.add("sum", "a", "input");
    g.host("product", new Combine(BinaryOperator.MULTIPLY), "sum", "sum");
    g.conv("b", "product", 2, 1, Window.POINT);
    QuantisedNetwork network = quantise(g.build("b"));
    assertEquals(List.of("sum", "product"), step(network, "product").sources());
  }
}
