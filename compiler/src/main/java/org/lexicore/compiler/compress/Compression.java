package org.lexicore.compiler.compress;

import java.util.List;
import org.lexicore.model.network.FloatGraph;

/**
 * A compressed network: its convolutions hold int8 weights or codes.
 *
 * @param layers one per convolution, in the graph's order
 */
public record Compression(FloatGraph graph, List<LayerReport> layers, BitsPerWeight bitsPerWeight) {
  public Compression {
    layers = List.copyOf(layers);
  }
}
