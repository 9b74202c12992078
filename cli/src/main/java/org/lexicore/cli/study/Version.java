package org.lexicore.cli.study;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lexicore.cli.chain.Variant.Scheme;
import org.lexicore.compiler.compress.BitsPerWeight;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.reports.Weights;

/**
 * One way in which a network's weights are stored.
 *
 * @param place where it was read from
 */
record Version(Path place, CompressedNetwork compressed) {
  String network() {
    return compressed.graph().name();
  }

  /** Its codebooks, each once. */
  Set<Codebook> codebooks() {
    Set<String> seen = new HashSet<>();
    Set<Codebook> books = new HashSet<>();
    coded().map(LayerWeights.Coded::codebook).filter(book -> seen.add(book.sha256())).forEach(books::add);
    return books;
  }

  private Stream<LayerWeights.Coded> coded() {
    return compressed.graph().convolutions()
        .flatMap(conv -> conv.weight() instanceof IntegerWeight weight ? Stream.of(weight.integers()) : Stream.empty())
        .filter(LayerWeights.Coded.class::isInstance).map(LayerWeights.Coded.class::cast);
  }

  /** What it tells of itself: one codebook for all layers is universal, more are one a layer. */
  Scheme scheme() {
    return switch (codebooks().size()) {
      case 0 -> Scheme.INT8;
      case 1 -> Scheme.UNIVERSAL;
      default -> Scheme.PER_LAYER;
    };
  }

  /** How its weights are stored, in words. */
  String form() {
    return scheme() == Scheme.INT8 ? "int8" : "k=" + entries() + ", d=" + dimension();
  }

  int entries() {
    return codebooks().stream().mapToInt(Codebook::k).max().orElse(2);
  }

  int dimension() {
    return codebooks().stream().mapToInt(Codebook::d).max().orElse(1);
  }

  Weights weights() {
    BitsPerWeight bits = BitsPerWeight.of(compressed.graph());
    return new Weights(bits.weights(), bits.withCodebook(), bits.withoutCodebook());
  }

  /** The same integers as plain int8 weights: what a codebook costs or saves, at the same answers. */
  Version plain() {
    FloatGraph graph = compressed.graph();
    List<FloatGraph.Node> nodes = graph.nodes().stream().map(Version::plain).toList();
    FloatGraph decoded = graph.with(nodes);
    return new Version(place, new CompressedNetwork(
        decoded, compressed.inputs(), compressed.activations(), compressed.notices(), compressed.expanded()));
  }

  private static FloatGraph.Node plain(FloatGraph.Node node) {
    return node instanceof FloatGraph.Conv conv && conv.weight() instanceof IntegerWeight weight
            && weight.integers() instanceof LayerWeights.Coded coded
        ? new FloatGraph.Conv(conv.name(), conv.shape(), conv.input(), conv.weightName(),
            new IntegerWeight(weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(), plain(coded), weight.scale()),
            conv.bias(), conv.window(), conv.groups())
        : node;
  }

  private static LayerWeights.Plain plain(LayerWeights.Coded coded) {
    byte[] values = new byte[coded.outputs() * coded.rowLength()];
    for (int i = 0; i < values.length; i++) {
      values[i] = coded.weight(i / coded.rowLength(), i % coded.rowLength());
    }
    return new LayerWeights.Plain(coded.outputs(), coded.rowLength(), values);
  }
}
