package org.lexicore.compiler.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Step;
import org.lexicore.model.program.TensorLayout;

/**
 * The samples that a program runs layer by layer, so that a layer's weights serve all of them. Each has tensors of its own: those of sample 0
 * are called as in the network.
 */
final class Batch {
  private final int samples;
  private final String mark;

  /** {@code samples} samples of {@code network}. */
  Batch(QuantisedNetwork network, int samples) {
    this.samples = samples;
    List<String> names =
        Stream.concat(network.inputs().stream(), network.steps().stream().map(Step::output)).map(QuantisedTensor::name).toList();
    String free = "#";
    while (samples > 1 && contained(free, names)) {
      free += "#";
    }
    mark = free;
  }

  private static boolean contained(String text, List<String> names) {
    return names.stream().anyMatch(name -> name.contains(text));
  }

  int samples() {
    return samples;
  }

  /** The tensors of each sample after the other. */
  List<QuantisedTensor> tensors(List<QuantisedTensor> tensors) {
    return numbers().flatMap(sample -> tensors.stream().map(tensor -> of(tensor, sample))).toList();
  }

  /** {@code layer} on the tensors of each sample. */
  List<QuantisedLayer> layers(QuantisedLayer layer) {
    return numbers().map(sample -> of(layer, sample)).toList();
  }

  /** {@code step} on the tensors of each sample. */
  List<Step> steps(Step step) {
    return numbers().map(sample -> switch (step) {
      case QuantisedLayer layer -> (Step) of(layer, sample);
      case HostStep host -> of(host, sample);
    }).toList();
  }

  /** The layouts of all samples' tensors. */
  Map<String, TensorLayout> layouts(Map<String, TensorLayout> layouts) {
    return numbers().flatMap(sample -> layouts.entrySet().stream().map(entry -> Map.entry(name(entry.getKey(), sample), entry.getValue())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  private Stream<Integer> numbers() {
    return IntStream.range(0, samples).boxed();
  }

  private String name(String tensor, int sample) {
    return sample == 0 ? tensor : tensor + mark + sample;
  }

  private QuantisedTensor of(QuantisedTensor tensor, int sample) {
    return new QuantisedTensor(name(tensor.name(), sample), tensor.shape(), tensor.scale(), tensor.storage(), tensor.spread());
  }

  private HostStep of(HostStep step, int sample) {
    List<QuantisedTensor> operands = step.operands().stream().map(operand -> of(operand, sample)).toList();
    return new HostStep(step.name(), operands, step.operations(), of(step.output(), sample), step.sources());
  }

  private LayerWeights of(LayerWeights weights, int sample) {
    return switch (weights) {
      case LayerWeights.Fixed fixed -> fixed;
      case LayerWeights.Streamed streamed -> new LayerWeights.Streamed(of(streamed.tensor(), sample), streamed.groups(), streamed.axis());
    };
  }

  private QuantisedLayer of(QuantisedLayer layer, int sample) {
    Optional<QuantisedLayer.Residual> residual =
        layer.residual().map(r -> new QuantisedLayer.Residual(of(r.operand(), sample), r.requantisation()));
    return new QuantisedLayer(
        layer.name(), of(layer.input(), sample), of(layer.weights(), sample), layer.window(), layer.groups(), layer.bias(), layer.requantisations(),
        residual, layer.lowest(), layer.highest(), layer.pool(), of(layer.output(), sample), layer.sources());
  }
}
