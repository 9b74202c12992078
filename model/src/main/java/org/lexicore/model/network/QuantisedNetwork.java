package org.lexicore.model.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network in integers, in an order in which it can run: what the mapper takes and the reference executor runs.
 *
 * @param steps each operand is a network input or an earlier step's output
 */
public record QuantisedNetwork(String name, List<QuantisedTensor> inputs, List<QuantisedTensor> outputs, List<Step> steps) {
  public QuantisedNetwork {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    steps = List.copyOf(steps);
  }

  /** The steps that the accelerator runs. */
  public List<QuantisedLayer> layers() {
    return steps.stream().filter(QuantisedLayer.class::isInstance).map(QuantisedLayer.class::cast).toList();
  }

  /** The steps that the host runs. */
  public List<HostStep> hostSteps() {
    return steps.stream().filter(HostStep.class::isInstance).map(HostStep.class::cast).toList();
  }

  /** The distinct codebooks in order of first use, by id. */
  public Map<String, Codebook> codebooks() {
    Map<String, Codebook> codebooks = new LinkedHashMap<>();
    for (QuantisedLayer layer : layers()) {
      if (layer.weights() instanceof LayerWeights.Coded coded) {
        codebooks.putIfAbsent(coded.codebook().id(), coded.codebook());
      }
    }
    return codebooks;
  }

  /** Multiply-accumulates of one inference. */
  public long macs() {
    return layers().stream().mapToLong(QuantisedLayer::macs).sum();
  }
}
