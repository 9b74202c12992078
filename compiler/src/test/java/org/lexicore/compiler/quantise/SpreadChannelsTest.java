package org.lexicore.compiler.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Step;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Normalise;

/** Do channels of very different sizes survive 8 bits where nothing adds them up? */
class SpreadChannelsTest {
  private static final int CHANNELS = 16;
  /** Around which one channel lies: nothing of the others, between −15 and 15, would be left beside it in 8 bits. */
  private static final float OUTLIER = 1000;

  /** A convolution and what it is added to, in front of a normalisation: a transformer's block, with an outlier among its channels. */
  private static FloatGraph block() {
    Graphs g = new Graphs(1, new Shape(CHANNELS, 1, 12));
    float[] weights = new float[CHANNELS * CHANNELS];
    Random random = new Random(2);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    float[] bias = new float[CHANNELS];
    bias[3] = OUTLIER;
    g.conv("dense", "input", new FloatGraph.FloatWeight(CHANNELS, CHANNELS, 1, 1, weights), bias, Window.POINT, 1);
    g.add("sum", "dense", "input");
    FloatGraph head = g.build("sum");
    float[] gamma = new float[CHANNELS];
    Arrays.fill(gamma, 1);
    float[] beta = new float[CHANNELS];
    Arrays.fill(beta, (float) (1 / Math.sqrt(CHANNELS - 1))); // takes away what the outlier shifts the others by
    gamma[3] = 0;
    beta[3] = 0;
    List<FloatGraph.Node> nodes = new ArrayList<>(head.nodes());
    nodes.add(new Host("normalised", new Shape(CHANNELS, 1, 12), List.of("sum"), new Normalise(1e-6, gamma, beta)));
    return new FloatGraph("block", nodes, Map.of("normalised", "normalised"));
  }

  private static Step step(QuantisedNetwork network, String output) {
    return network.steps().stream().filter(step -> step.output().name().equals(output)).findFirst().orElseThrow();
  }

  private static double worstCosine(FloatGraph graph, Map<String, ActivationScale> scales) {
    Samples samples = Graphs.samples(graph, 24, 5);
    return Outputs.of(Quantiser.quantise(graph, scales).network(), samples).fidelity(Outputs.of(graph, samples)).worstCosine();
  }

  private static Map<String, ActivationScale> calibrated(FloatGraph graph) {
    return new CalibrateRanges(new RangeChoice.Largest()).calibrate(graph, Graphs.samples(graph, 24, 5));
  }

  @Test
  void hostReadsEachChannelInItsOwnScaleAndAddsWhatItAloneReads() {
    FloatGraph graph = block();
    Map<String, ActivationScale> scales = calibrated(graph);
    QuantisedNetwork network = Quantiser.quantise(graph, scales).network();
    assertEquals(Set.of("dense", "input"),
        Set.copyOf(((HostStep) step(network, "normalised")).operands().stream().map(operand -> operand.name()).toList()));
    List<Double> spread = step(network, "dense").output().spread();
    assertEquals(1, spread.get(3));
    assertTrue(Collections.min(spread) < 0.02, spread.toString());
    double with = worstCosine(graph, scales);
    assertTrue(with > 0.995, "cosine " + with);
    Map<String, ActivationScale> alike = new LinkedHashMap<>(scales);
    alike.put("dense", new ActivationScale(scales.get("dense").scale(), true));
    double without = worstCosine(graph, alike);
    assertTrue(without < 0.95, "one scale for all should not do: " + without);
  }

  @Test
  void depthwiseConvolutionTakesInTheScalesOfItsChannels() {
    Graphs g = new Graphs(3, new Shape(4, 8, 8));
    g.conv("expand", "input", CHANNELS, 1, Graphs.window(1, 1, 0));
    g.relu("positive", "expand");
    g.conv("depthwise", "positive", CHANNELS, CHANNELS, Graphs.window(3, 1, 1));
    g.conv("project", "depthwise", 4, 1, Graphs.window(1, 1, 0));
    FloatGraph graph = g.build("project");
    Map<String, ActivationScale> scales = calibrated(graph);
    assertEquals(CHANNELS, scales.get("positive").spread().size());
    assertEquals(List.of(), scales.get("depthwise").spread(), "an ordinary convolution adds its channels up");
    assertTrue(worstCosine(graph, scales) > 0.999);
  }

  @Test
  void scalesOfChannelsThatAReaderAddsUpAreRefused() {
    Graphs g = new Graphs(4, new Shape(2, 4, 4));
    g.conv("first", "input", 2, 1, Graphs.window(1, 1, 0));
    g.conv("second", "first", 2, 1, Graphs.window(1, 1, 0));
    FloatGraph graph = g.build("second");
    Map<String, ActivationScale> scales = new LinkedHashMap<>(calibrated(graph));
    scales.put("first", new ActivationScale(0.1, true, List.of(1.0, 0.5)));
    InputException e = assertThrows(InputException.class, () -> Quantiser.quantise(graph, scales));
    assertEquals(List.of("first: its channels cannot have the 2 scales that the file gives them; compress the network again"), e.problems());
  }
}
