package org.lexicore.cli.chain;

import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.compress.Compression;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.Compressor;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.quantise.CalibrateRanges;
import org.lexicore.compiler.quantise.RangeChoice;
import org.lexicore.model.network.FloatGraph;

/** Compresses a float network and calibrates what came out, so that it can run anywhere. */
public record CompressNetwork(CompressionScheme scheme, LayerSelection selection, long seed) {
  /** What saturates: one activation in 10,000, which costs less accuracy than coarser steps for all. */
  static final RangeChoice RANGE = new RangeChoice.Percentile(0.9999);

  /** The compressed network, and how it went. */
  public record Outcome(CompressedNetwork network, Compression compression) {}

  /** Compresses {@code network}, with a bar of progress. */
  public Outcome apply(CompressedNetwork network, Samples samples) {
    FloatGraph graph = network.graph();
    long layers = graph.nodes().stream().filter(FloatGraph.Conv.class::isInstance).count();
    Compression compression;
    try (Progress progress = Progress.of("compress " + graph.name(), layers)) {
      long[] done = {0};
      compression = new Compressor(scheme, selection, seed).compress(graph, samples, layer -> progress.at(++done[0]));
    }
    var scales = new CalibrateRanges(RANGE).calibrate(compression.graph(), samples);
    return new Outcome(CompressedNetwork.of(compression.graph(), network.inputs(), scales), compression);
  }
}
