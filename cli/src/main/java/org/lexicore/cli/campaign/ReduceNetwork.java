package org.lexicore.cli.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.Pool;
import org.lexicore.model.network.QuantisedLayer.Residual;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Step;
import org.lexicore.model.network.Storage;

/**
 * Takes parts of a network away: layers, residuals, pools, pixels, output channels. What a remaining layer reads and nobody makes any
 * more becomes an input.
 *
 * <p>Where nothing sensible is left (a kernel larger than its padded input, a residual of another shape) an {@link IllegalArgumentException} says so.
 */
final class ReduceNetwork {
  private final Map<String, QuantisedTensor> made = new LinkedHashMap<>();
  private final Map<String, QuantisedTensor> inputs = new LinkedHashMap<>();
  private final UnaryOperator<Shape> resize;

  private ReduceNetwork(UnaryOperator<Shape> resize) {
    this.resize = resize;
  }

  /** Layers {@code from} to {@code to} of {@code network}, both among them, and the host's steps between them. */
  static QuantisedNetwork layers(QuantisedNetwork network, int from, int to) {
    List<Step> steps = network.steps();
    int first = steps.indexOf(network.layers().get(from));
    return rebuild(network, steps.subList(first, steps.indexOf(network.layers().get(to)) + 1), shape -> shape);
  }

  /** Without residual additions. */
  static QuantisedNetwork withoutResiduals(QuantisedNetwork network) {
    return rebuild(network, each(network, layer -> with(layer, Optional.empty(), layer.pool())), shape -> shape);
  }

  /** Without pools. */
  static QuantisedNetwork withoutPools(QuantisedNetwork network) {
    return rebuild(network, each(network, layer -> with(layer, layer.residual(), Optional.empty())), shape -> shape);
  }

  /** With inputs of at most so many rows and columns. */
  static QuantisedNetwork cropped(QuantisedNetwork network, int height, int width) {
    return rebuild(
        network, network.steps(),
        shape -> new Shape(shape.channels(), Math.min(height, shape.height()), Math.min(width, shape.width())));
  }

  /** With {@code channels} outputs of the last layer, and nothing behind it. */
  static QuantisedNetwork narrowed(QuantisedNetwork network, int channels) {
    QuantisedLayer last = network.layers().getLast();
    List<Step> steps = new ArrayList<>(network.steps().subList(0, network.steps().indexOf(last)));
    steps.add(narrowed(last, channels));
    return rebuild(network, steps, shape -> shape);
  }

  private static List<Step> each(QuantisedNetwork network, UnaryOperator<QuantisedLayer> change) {
    return network.steps().stream().<Step>map(step -> switch (step) {
      case QuantisedLayer layer -> change.apply(layer);
      case HostStep host -> host;
    }).toList();
  }

  private static QuantisedNetwork rebuild(QuantisedNetwork network, List<Step> steps, UnaryOperator<Shape> resize) {
    ReduceNetwork reduced = new ReduceNetwork(resize);
    List<Step> rebuilt = steps.stream().map(reduced::rebuilt).toList();
    List<QuantisedTensor> outputs = new ArrayList<>(List.of(rebuilt.getLast().output()));
    for (QuantisedTensor output : network.outputs()) {
      QuantisedTensor kept = reduced.made.get(output.name());
      if (kept != null && !outputs.contains(kept)) {
        outputs.add(kept);
      }
    }
    return new QuantisedNetwork(network.name(), List.copyOf(reduced.inputs.values()), outputs, rebuilt);
  }

  private QuantisedTensor tensor(QuantisedTensor read) {
    QuantisedTensor known = made.get(read.name());
    return known != null ? known : inputs.computeIfAbsent(read.name(), name -> shaped(read, resize.apply(read.shape()), read.storage()));
  }

  private static QuantisedTensor shaped(QuantisedTensor tensor, Shape shape, Storage storage) {
    return new QuantisedTensor(tensor.name(), shape, tensor.scale(), storage);
  }

  private Step rebuilt(Step step) {
    return switch (step) {
      case QuantisedLayer layer -> rebuilt(layer);
      case HostStep host -> rebuilt(host);
    };
  }

  /** {@code host} on operands of the shapes that it was made for. */
  private HostStep rebuilt(HostStep host) {
    List<QuantisedTensor> operands = host.operands().stream().map(this::tensor).toList();
    for (int i = 0; i < operands.size(); i++) {
      if (!operands.get(i).shape().equals(host.operands().get(i).shape())) {
        throw new IllegalArgumentException(host.name() + ": an operand has another shape");
      }
    }
    made.put(host.output().name(), host.output());
    return new HostStep(host.name(), operands, host.operations(), host.output(), host.sources());
  }

  private LayerWeights rebuilt(LayerWeights weights) {
    return switch (weights) {
      case LayerWeights.Fixed fixed -> fixed;
      case LayerWeights.Streamed streamed -> new LayerWeights.Streamed(tensor(streamed.tensor()), streamed.groups(), streamed.axis());
    };
  }

  /** {@code layer} on what its input has become. */
  private QuantisedLayer rebuilt(QuantisedLayer layer) {
    QuantisedTensor input = tensor(layer.input());
    Optional<Residual> residual = layer.residual().map(r -> new Residual(tensor(r.operand()), r.requantisation()));
    Shape in = input.shape();
    LayerWeights weights = rebuilt(layer.weights());
    int channels = weights.outputs();
    Shape convolved = new Shape(channels, layer.window().outputHeight(in.height()), layer.window().outputWidth(in.width()));
    if (residual.isPresent() && !residual.get().operand().shape().equals(convolved)) {
      throw new IllegalArgumentException(layer.name() + ": its residual has another shape");
    }
    Shape shape = layer.pool().map(Pool::window)
        .map(window -> new Shape(channels, window.outputHeight(convolved.height()), window.outputWidth(convolved.width()))).orElse(convolved);
    Storage storage = layer.pool().isPresent() ? layer.output().storage() : layer.lowest() < 0 ? Storage.INT8 : Storage.UINT8;
    QuantisedTensor output = shaped(layer.output(), shape, storage);
    made.put(output.name(), output);
    return new QuantisedLayer(
        layer.name(), input, weights, layer.window(), layer.groups(), layer.bias(), layer.requantisations(), residual, layer.lowest(),
        layer.highest(), layer.pool(), output, layer.sources());
  }

  private static QuantisedLayer with(QuantisedLayer layer, Optional<Residual> residual, Optional<Pool> pool) {
    return new QuantisedLayer(
        layer.name(), layer.input(), layer.weights(), layer.window(), layer.groups(), layer.bias(), layer.requantisations(), residual,
        layer.lowest(), layer.highest(), pool, layer.output(), layer.sources());
  }

  private static QuantisedLayer narrowed(QuantisedLayer layer, int channels) {
    if (layer.groups() != 1) {
      throw new IllegalArgumentException(layer.name() + ": its channels belong to groups");
    }
    List<Requantisation> requantisations = layer.requantisations().subList(0, channels);
    return new QuantisedLayer(
        layer.name(), layer.input(), narrowed(layer.weights(), channels), layer.window(), 1, Arrays.copyOf(layer.bias(), channels),
        requantisations, layer.residual(), layer.lowest(), layer.highest(), layer.pool(), layer.output(), layer.sources());
  }

  private static LayerWeights narrowed(LayerWeights weights, int outputs) {
    return switch (weights) {
      case LayerWeights.Plain plain ->
          new LayerWeights.Plain(outputs, plain.rowLength(), Arrays.copyOf(plain.values(), outputs * plain.rowLength()));
      case LayerWeights.Coded coded ->
          new LayerWeights.Coded(
              outputs, coded.rowLength(), coded.codebook(), Arrays.copyOf(coded.indices(), outputs * coded.codewordsPerRow()));
      case LayerWeights.Streamed streamed -> throw new IllegalArgumentException(streamed.tensor().name() + ": is a tensor of the network");
    };
  }
}
