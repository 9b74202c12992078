package org.lexicore.compiler.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Fidelity;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.InputException;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.PoolKind;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/** Which layers does a float network become, and do they compute what it computes? */
class QuantiserTest {
  private static QuantisedNetwork quantise(FloatGraph graph) {
    return Graphs.quantise(graph, Graphs.samples(graph, 24, 5)).network();
  }

  private static List<List<String>> sources(QuantisedNetwork network) {
    return network.layers().stream().map(QuantisedLayer::sources).toList();
  }

  private static void assertClose(FloatGraph graph, double cosine) {
    Samples samples = Graphs.samples(graph, 24, 5);
    QuantisedNetwork network = Graphs.quantise(graph, samples).network();
    Fidelity fidelity = Outputs.of(network, samples).fidelity(Outputs.of(graph, samples));
    assertTrue(fidelity.worstCosine() > cosine, fidelity.toString());
  }

  /** Pools that leave pixels out, averages by themselves, additions that no convolution takes along, groups. */
  @Test
  void multiplicationsAreThoseThatAreComputedBeforeAndAfterQuantisation() {
    int networks = 0;
    for (Window pool : List.of(Graphs.window(1, 5, 0), Graphs.window(2, 2, 0), Graphs.window(3, 4, 1), Graphs.window(12, 1, 0))) {
      for (boolean convolved : List.of(true, false)) {
        Graphs g = new Graphs(2, new Shape(8, 12, 12));
        g.conv("a", "input", 8, 2, Graphs.window(3, 1, 1));
        g.relu("ra", "a");
        g.add("sum", "ra", "input");
        g.averagePool("mean", convolved ? "ra" : "input", pool, true);
        g.maxPool("max", "sum", pool);
        g.add("both", "mean", "max");
        g.dense("fc", "both", 10);
        FloatGraph graph = g.build("fc");
        assertEquals(quantise(graph).macs(), CountMultiplications.of(graph));
        networks++;
      }
    }
    assertEquals(8, networks);
    Graphs g = new Graphs(2, new Shape(4, 15, 15));
    g.conv("c", "input", 6, 1, Graphs.window(3, 1, 1));
    g.averagePool("mean", "c", Graphs.window(1, 7, 0), false);
    assertEquals(3 * 3 * 6 * 4 * 9, CountMultiplications.of(g.build("mean")), "9 of 225 pixels, of 6 channels with 4 · 9 products each");
  }

  private static LayerWeights.Fixed plain(QuantisedNetwork network) {
    return (LayerWeights.Fixed) network.layers().getFirst().weights();
  }

  @Test
  void convolutionTakesAlongAdditionClampAndPool() {
    Graphs g = new Graphs(1, new Shape(8, 12, 12));
    g.conv("a", "input", 8, 1, Graphs.window(3, 1, 1));
    g.relu("ra", "a");
    g.conv("b", "ra", 8, 1, Graphs.window(3, 1, 1));
    g.add("sum", "b", "ra");
    g.relu("rb", "sum");
    g.averagePool("mean", "rb", Graphs.window(12, 1, 0), false);
    g.dense("fc", "mean", 10);
    FloatGraph graph = g.build("fc");
    QuantisedNetwork network = quantise(graph);
    assertEquals(List.of(List.of("a", "ra"), List.of("b", "sum", "rb", "mean"), List.of("fc")), sources(network));
    QuantisedLayer block = network.layers().get(1);
    assertEquals("ra", block.residual().orElseThrow().operand().name());
    assertEquals(PoolKind.SUM, block.pool().orElseThrow().kind());
    assertFalse(block.output().signed());
    assertEquals(0, block.lowest());
    assertEquals(255, block.highest());
    assertTrue(network.layers().get(2).output().signed());
    assertClose(graph, 0.998);
  }

  @Test
  void additionOfTwoConvolutionsGoesToTheLaterOne() {
    Graphs g = new Graphs(2, new Shape(4, 8, 8));
    g.conv("main", "input", 8, 1, Graphs.window(3, 2, 1));
    g.conv("shortcut", "input", 8, 1, Graphs.window(1, 2, 0));
    g.add("sum", "main", "shortcut");
    FloatGraph graph = g.build("sum");
    assertEquals(List.of(List.of("main"), List.of("shortcut", "sum")), sources(quantise(graph)));
    assertClose(graph, 0.998);
  }

  @Test
  void additionIsFusedThoughItsOtherOperandIsComputedAfterTheConvolution() {
    Graphs g = new Graphs(3, new Shape(4, 8, 8));
    g.conv("main", "input", 8, 1, Graphs.window(3, 1, 1));
    g.conv("other", "input", 8, 1, Graphs.window(1, 1, 0));
    g.relu("rectified", "other");
    g.add("sum", "main", "rectified");
    FloatGraph graph = g.build("sum");
    assertEquals(List.of(List.of("other", "rectified"), List.of("main", "sum")), sources(quantise(graph)));
    assertClose(graph, 0.998);
  }

  @Test
  void resultUsedTwiceIsNotFusedAway() {
    Graphs g = new Graphs(4, new Shape(4, 8, 8));
    g.conv("a", "input", 4, 1, Graphs.window(3, 1, 1));
    g.relu("ra", "a");
    g.add("sum", "a", "ra");
    FloatGraph graph = g.build("sum", "ra");
    assertEquals(List.of(List.of("a"), List.of("ra"), List.of("sum")), sources(quantise(graph)));
    assertClose(graph, 0.997);
  }

  @Test
  void tensorAddedToItselfIsDoubled() {
    Graphs g = new Graphs(5, new Shape(4, 8, 8));
    g.conv("a", "input", 4, 1, Graphs.window(3, 1, 1));
    g.add("twice", "a", "a");
    assertClose(g.build("twice"), 0.998);
  }

  @Test
  void loneMaxPoolAndClampKeepTheIntegersExactly() {
    Graphs g = new Graphs(6, new Shape(3, 8, 8));
    g.maxPool("pooled", "input", Graphs.window(3, 2, 1));
    g.clamp("clamped", "pooled", 0, NONE_SIX);
    QuantisedNetwork network = quantise(g.build("pooled", "clamped"));
    assertEquals(2, network.layers().size());
    for (QuantisedLayer layer : network.layers()) {
      assertEquals(network.inputs().getFirst().scale(), layer.output().scale());
      assertTrue(layer.requantisations().stream().allMatch(Requantisation.IDENTITY::equals));
      assertEquals(3, layer.groups());
    }
    assertTrue(network.layers().get(0).output().signed());
    assertFalse(network.layers().get(1).output().signed());
  }

  private static final float NONE_SIX = 6;

  @Test
  void clampAfterAMaximumIsTakenAlongButNotOneAfterAnAverage() {
    Graphs g = new Graphs(15, new Shape(3, 8, 8));
    g.conv("a", "input", 4, 1, Graphs.window(3, 1, 1));
    g.maxPool("largest", "a", Graphs.window(2, 2, 0));
    g.relu("r", "largest");
    g.conv("b", "r", 4, 1, Graphs.window(3, 1, 1));
    g.averagePool("mean", "b", Graphs.window(2, 2, 0), false);
    g.relu("q", "mean");
    FloatGraph graph = g.build("q");
    assertEquals(List.of(List.of("a", "largest", "r"), List.of("b", "mean"), List.of("q")), sources(quantise(graph)));
    assertClose(graph, 0.995);
  }

  @Test
  void clampAtSixBecomesAnIntegerBound() {
    Graphs g = new Graphs(7, new Shape(3, 8, 8));
    g.conv("a", "input", 4, 1, Graphs.window(3, 1, 1));
    g.clamp("six", "a", 0, 0.5f);
    QuantisedLayer layer = quantise(g.build("six")).layers().getFirst();
    assertEquals(Math.rint(0.5 / layer.output().scale()), layer.highest());
    assertEquals(0, layer.lowest());
  }

  @Test
  void depthwiseStridedDilatedAndPaddedConvolutionsAreClose() {
    Graphs g = new Graphs(8, new Shape(6, 13, 11));
    g.conv("depthwise", "input", 6, 6, new Window(3, 5, 2, 1, 1, 2, 1, 3, 0, 4));
    g.relu("r", "depthwise");
    g.averagePool("mean", "r", Graphs.window(3, 1, 1), true);
    g.conv("grouped", "mean", 8, 2, new Window(2, 2, 1, 2, 1, 1, 0, 1, 0, 0));
    g.maxPool("largest", "grouped", Graphs.window(2, 2, 0));
    assertClose(g.build("largest"), 0.99);
  }

  @Test
  void deadChannelWithABiasKeepsItsBias() {
    Graphs g = new Graphs(9, new Shape(2, 4, 4));
    float[] weights = new float[] {1, -1, 1e-25f, 0, 0, 0};
    g.conv("a", "input", new FloatGraph.FloatWeight(3, 2, 1, 1, weights), new float[] {0, 0.5f, -0.25f}, Window.POINT, 1);
    assertClose(g.build("a"), 0.999);
  }

  @Test
  void negativeScalesNegatePlainWeights() {
    Graphs g = new Graphs(10, new Shape(2, 4, 4));
    LayerWeights.Plain plain = new LayerWeights.Plain(2, 2, new byte[] {100, -50, 20, 127});
    g.conv("a", "input", new FloatGraph.IntegerWeight(2, 2, 1, 1, plain, new float[] {-0.01f, 0.02f}), new float[2], Window.POINT, 1);
    FloatGraph graph = g.build("a");
    assertEquals(-100, plain(quantise(graph)).weight(0, 0));
    assertEquals(127, plain(quantise(graph)).weight(1, 1));
    assertClose(graph, 0.999);
  }

  @Test
  void messagesNameEveryNodeThatCannotBeCarriedOut() {
    Graphs g = new Graphs(11, new Shape(2, 8, 8));
    g.averagePool("edges", "input", Graphs.window(3, 1, 1), false);
    g.maxPool("spread", "edges", new Window(2, 2, 1, 1, 2, 2, 0, 0, 0, 0));
    Codebook codebook = new Codebook("c", 2, new byte[] {1, 2, 3, 4});
    LayerWeights.Coded coded = new LayerWeights.Coded(2, 2, codebook, new int[] {0, 1});
    g.conv("a", "spread", new FloatGraph.IntegerWeight(2, 2, 1, 1, coded, new float[] {0.1f, -0.1f}), new float[2], Window.POINT, 1);
    FloatGraph graph = g.build("a", "input");
    InputException e = assertThrows(InputException.class, () -> quantise(graph));
    assertEquals(
        List.of(
            "edges: the average leaves padding out of its divisor, which then differs from window to window; export with"
                + " count_include_pad=1 or without padding",
            "spread: pooling with dilation is not supported; use dilations=[1, 1]",
            "a.weight: the scale of output channel 1 is negative, which codewords cannot absorb; compress with positive scales",
            "output input: is a network input passed on unchanged; take it out of the network"),
        e.problems());
  }

  @Test
  void nodeWithoutScaleIsNamed() {
    Graphs g = new Graphs(12, new Shape(2, 8, 8));
    g.relu("r", "input");
    FloatGraph graph = g.build("r");
    InputException e = assertThrows(
        InputException.class, () -> Quantiser.quantise(graph, Map.of("input", new ActivationScale(1, true))));
    assertEquals(List.of("r: has no activation scale; give calibration samples"), e.problems());
  }

  @Test
  void sumsThatCouldWrapAreWarnedOf() {
    Graphs g = new Graphs(13, new Shape(70000, 1, 1));
    byte[] values = new byte[70000];
    java.util.Arrays.fill(values, (byte) 127);
    g.relu("r", "input");
    g.conv("wide", "r", new FloatGraph.IntegerWeight(1, 70000, 1, 1, new LayerWeights.Plain(1, 70000, values), new float[] {1e-4f}),
        new float[1], Window.POINT, 1);
    FloatGraph graph = g.build("wide");
    Map<String, ActivationScale> scales = Map.of(
        "input", new ActivationScale(1, false), "r", new ActivationScale(1, false), "wide", new ActivationScale(1, true));
    assertEquals(
        List.of("wide: a sum could exceed 32 bits in the worst case, and wrap; output channels: 1, up to 2266950000"),
        LayerNote.lines(Quantiser.quantise(graph, scales).warnings(), layer -> layer));
  }

  @Test
  void poolOfTheInputAloneHasNoResidual() {
    Graphs g = new Graphs(14, new Shape(2, 8, 8));
    g.averagePool("mean", "input", Graphs.window(2, 2, 0), false);
    FloatGraph graph = g.build("mean");
    assertEquals(Optional.empty(), quantise(graph).layers().getFirst().residual());
    assertClose(graph, 0.999);
  }
}
