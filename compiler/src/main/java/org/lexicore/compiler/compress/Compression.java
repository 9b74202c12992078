package org.lexicore.compiler.compress;

import java.util.List;
import java.util.Optional;
import org.lexicore.compiler.quantise.TensorRanges;
import org.lexicore.model.network.FloatGraph;

/**
 * A compressed network: its convolutions hold int8 weights or codes.
 *
 * @param layers one per convolution, in the graph's order
 * @param ranges of {@code graph}'s tensors over the calibration samples, if there were any
 */
public record Compression(FloatGraph graph, List<LayerReport> layers, BitsPerWeight bitsPerWeight, Optional<TensorRanges> ranges) {
  public Compression {
    layers = List.copyOf(layers);
  }
}
