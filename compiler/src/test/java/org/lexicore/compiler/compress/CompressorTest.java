package org.lexicore.compiler.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.quantise.CalibrateRanges;
import org.lexicore.compiler.quantise.Graphs;
import org.lexicore.compiler.quantise.RangeChoice;
import org.lexicore.model.InputException;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.Shape;

/** Does a compressed network stay close to the float one, and is what it stores counted right? */
class CompressorTest {
  private static final LayerSelection GROUPED_TOO = new LayerSelection(List.of(), List.of("grouped.*"), LayerSelection.DEFAULT.fewestWeights());

  private static FloatGraph network() {
    Graphs g = new Graphs(1, new Shape(3, 8, 8));
    g.conv("first", "input", 12, 1, Graphs.window(3, 1, 1));
    g.relu("r1", "first");
    g.conv("second", "r1", 12, 1, Graphs.window(3, 1, 1));
    g.add("sum", "second", "r1");
    g.relu("r2", "sum");
    g.conv("depthwise", "r2", 12, 12, Graphs.window(3, 1, 1));
    g.conv("grouped", "depthwise", 24, 2, Graphs.window(3, 2, 1));
    g.relu("r3", "grouped");
    g.averagePool("mean", "r3", Graphs.window(4, 1, 0), false);
    g.dense("fc", "mean", 10);
    return g.build("fc");
  }

  private static double cosine(FloatGraph graph, FloatGraph compressed, Samples samples) {
    return Outputs.of(compressed, samples).fidelity(Outputs.of(graph, samples)).cosine();
  }

  private static Compression compress(CompressionScheme scheme, FloatGraph graph, Samples samples) {
    return new Compressor(scheme, GROUPED_TOO, 7).compress(graph, samples, report -> { });
  }

  @Test
  void calibratedCompressionIsCloserThanBlindCompression() {
    FloatGraph graph = network();
    Samples calibration = Graphs.samples(graph, 32, 1);
    Samples test = Graphs.samples(graph, 16, 2);
    CompressionScheme scheme = new CompressionScheme.PerLayer(64, 4);
    double blind = cosine(graph, new Compressor(scheme, GROUPED_TOO, 7).compress(graph).graph(), test);
    double calibrated = cosine(graph, compress(scheme, graph, calibration).graph(), test);
    assertTrue(calibrated > blind, calibrated + " with samples, " + blind + " without");
    assertTrue(calibrated > 0.9, "cosine " + calibrated);
    assertTrue(cosine(graph, compress(new CompressionScheme.Int8(), graph, calibration).graph(), test) > 0.9995);
  }

  @Test
  void theRangesSeenOnTheWayAreThoseOfTheCompressedNetwork() {
    FloatGraph graph = network();
    Samples samples = Graphs.samples(graph, 50, 1);
    Compression compression = compress(new CompressionScheme.PerLayer(16, 4), graph, samples);
    CalibrateRanges calibrate = new CalibrateRanges(new RangeChoice.Percentile(0.99));
    var scales = calibrate.calibrate(compression.graph(), samples);
    assertEquals(scales, calibrate.calibrate(compression.graph(), samples, compression.ranges().orElseThrow()));
    assertNotEquals(scales, calibrate.calibrate(graph, samples));
  }

  @Test
  void firstLastAndGroupedLayersStayInt8() {
    assertEquals(Set.of("second.weight"), LayerSelection.DEFAULT.choose(network()));
    LayerSelection named = new LayerSelection(List.of("s*"), List.of("f*.weight", "gr*"), 1024);
    assertEquals(Set.of("first.weight", "grouped.weight", "fc.weight"), named.choose(network()));
    assertEquals(Set.of(), new LayerSelection(List.of(), List.of(), 1297).choose(network()));
  }

  /** As in a transformer: the residual path leads from every layer to the output. */
  @Test
  void aLayerOnTheResidualPathIsNotTheLastIfOthersFollow() {
    Graphs g = new Graphs(1, new Shape(3, 8, 8));
    g.conv("first", "input", 12, 1, Graphs.window(3, 1, 1));
    g.conv("second", "first", 12, 1, Graphs.window(3, 1, 1));
    g.add("sum", "second", "first");
    g.conv("third", "sum", 12, 1, Graphs.window(3, 1, 1));
    g.add("whole", "third", "sum");
    assertEquals(Set.of("second.weight"), LayerSelection.DEFAULT.choose(g.build("whole")));
  }

  @Test
  void patternThatMatchesNothingIsNamed() {
    LayerSelection misspelt = new LayerSelection(List.of("secnd*"), List.of(), 0);
    assertEquals(
        "layer pattern 'secnd*': no weight of net is called so; they are"
            + " [first.weight, second.weight, depthwise.weight, grouped.weight, fc.weight]",
        assertThrows(InputException.class, () -> misspelt.choose(network())).getMessage());
  }

  @Test
  void universalCodebookIsSharedByAllLayersAndNetworks() {
    FloatGraph graph = network();
    Codebook codebook = UniversalCodebook.build(List.of(graph, graph), GROUPED_TOO, 512, 4, 3);
    assertEquals(512, codebook.k());
    assertArrayEquals(
        codebook.codewords(), UniversalCodebook.build(List.of(graph, graph), GROUPED_TOO, 512, 4, 3).codewords());
    Samples samples = Graphs.samples(graph, 32, 1);
    Compression compression = compress(new CompressionScheme.Universal(codebook), graph, samples);
    int coded = 0;
    for (FloatGraph.Node node : compression.graph().nodes()) {
      if (node instanceof Conv conv && ((IntegerWeight) conv.weight()).integers() instanceof LayerWeights.Coded it) {
        assertEquals(codebook.sha256(), it.codebook().sha256());
        coded++;
      }
    }
    assertEquals(2, coded);
    assertTrue(cosine(graph, compression.graph(), samples) > 0.97);
  }

  @Test
  void everythingStoredIsCounted() {
    FloatGraph graph = network();
    Compression compression = compress(new CompressionScheme.PerLayer(64, 4), graph, Graphs.samples(graph, 8, 1));
    // second: 12 rows of 108 = 27 codewords; grouped: 24 rows of 54 = 14 codewords, both with 6-bit indices.
    BitsPerWeight bits = compression.bitsPerWeight();
    assertEquals(324 + 1296 + 108 + 1296 + 240, bits.weights());
    assertEquals(2592, bits.codedWeights());
    assertEquals(6 * (12 * 27 + 24 * 14), bits.indexBits());
    assertEquals(8 * (324 + 108 + 240), bits.plainBits());
    assertEquals(32 * (12 + 12 + 12 + 24 + 10), bits.scaleBits());
    assertEquals(bits.scaleBits(), bits.biasBits());
    assertEquals(2 * 64 * 4 * 8, bits.codebookBits());
    assertEquals(bits.withCodebook() - bits.withoutCodebook(), 4096.0 / 3264, 1e-12);
    assertEquals(32.0 + 32.0 * 70 / 3264, BitsPerWeight.of(graph).withCodebook(), 1e-12);
  }

  @Test
  void compressionIsTheSameEveryTime() {
    FloatGraph graph = network();
    Samples samples = Graphs.samples(graph, 8, 1);
    float[] once = weights(compress(new CompressionScheme.PerLayer(32, 4), graph, samples).graph());
    assertArrayEquals(once, weights(compress(new CompressionScheme.PerLayer(32, 4), graph, samples).graph()));
  }

  private static float[] weights(FloatGraph graph) {
    return ((Conv) graph.nodes().stream().filter(node -> node.name().equals("grouped")).findFirst().orElseThrow()).weight().values();
  }

  @Test
  void networkWithoutLayersToDrawFromIsNamed() {
    Graphs g = new Graphs(1, new Shape(3, 8, 8));
    g.conv("only", "input", 4, 1, Graphs.window(3, 1, 1));
    List<FloatGraph> networks = List.of(g.build("only"));
    InputException e = assertThrows(
        InputException.class, () -> UniversalCodebook.build(networks, LayerSelection.DEFAULT, 16, 4, 1));
    assertEquals(
        "net: has no layer whose weights would be compressed; name some with --compress-layer or leave it out", e.getMessage());
    e = assertThrows(InputException.class, () -> new CompressionScheme.PerLayer(1, 40));
    assertEquals("--entries 1 --dimension 40: a codebook has 2 to 65536 entries of 1 to 32 elements", e.getMessage());
  }
}
