package org.lexicore.model.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network in integers, in an order in which it can run: what the mapper takes and the reference executor runs.
 *
 * @param layers each layer's input and residual is a network input or an earlier layer's output
 */
public record QuantisedNetwork(
    String name, List<QuantisedTensor> inputs, List<QuantisedTensor> outputs, List<QuantisedLayer> layers) {
  public QuantisedNetwork {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
  }

  /** The distinct codebooks in order of first use, by id. */
  public Map<String, Codebook> codebooks() {
    Map<String, Codebook> codebooks = new LinkedHashMap<>();
    for (QuantisedLayer layer : layers) {
      if (layer.weights() instanceof LayerWeights.Coded coded) {
        codebooks.putIfAbsent(coded.codebook().id(), coded.codebook());
      }
    }
    return codebooks;
  }

  /** Multiply-accumulates of one inference. */
  public long macs() {
    return layers.stream().mapToLong(QuantisedLayer::macs).sum();
  }
}
