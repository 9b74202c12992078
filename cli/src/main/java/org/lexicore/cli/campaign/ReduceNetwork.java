package org.lexicore.cli.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedLayer.Pool;
import org.lexicore.model.network.QuantisedLayer.Residual;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.network.Shape;

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

  /** Layers {@code from} to {@code to} of {@code network}, both among them. */
  static QuantisedNetwork layers(QuantisedNetwork network, int from, int to) {
    return rebuild(network, network.layers().subList(from, to + 1), shape -> shape);
  }

  /** Without residual additions. */
  static QuantisedNetwork withoutResiduals(QuantisedNetwork network) {
    return rebuild(network, network.layers().stream().map(layer -> with(layer, Optional.empty(), layer.pool())).toList(), shape -> shape);
  }

  /** Without pools. */
  static QuantisedNetwork withoutPools(QuantisedNetwork network) {
    return rebuild(network, network.layers().stream().map(layer -> with(layer, layer.residual(), Optional.empty())).toList(), shape -> shape);
  }

  /** With inputs of at most so many rows and columns. */
  static QuantisedNetwork cropped(QuantisedNetwork network, int height, int width) {
    return rebuild(
        network, network.layers(),
        shape -> new Shape(shape.channels(), Math.min(height, shape.height()), Math.min(width, shape.width())));
  }

  /** With {@code channels} outputs of the last layer. */
  static QuantisedNetwork narrowed(QuantisedNetwork network, int channels) {
    List<QuantisedLayer> layers = new ArrayList<>(network.layers());
    layers.add(narrowed(layers.removeLast(), channels));
    return rebuild(network, layers, shape -> shape);
  }

  private static QuantisedNetwork rebuild(QuantisedNetwork network, List<QuantisedLayer> layers, UnaryOperator<Shape> resize) {
    ReduceNetwork reduced = new ReduceNetwork(resize);
    List<QuantisedLayer> rebuilt = layers.stream().map(reduced::rebuilt).toList();
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
    return known != null ? known : inputs.computeIfAbsent(read.name(), name -> shaped(read, resize.apply(read.shape()), read.signed()));
  }

  private static QuantisedTensor shaped(QuantisedTensor tensor, Shape shape, boolean signed) {
    return new QuantisedTensor(tensor.name(), shape, tensor.scale(), signed);
  }

  /** {@code layer} on what its input has become. */
  private QuantisedLayer rebuilt(QuantisedLayer layer) {
    QuantisedTensor input = tensor(layer.input());
    Optional<Residual> residual = layer.residual().map(r -> new Residual(tensor(r.operand()), r.requantisation()));
    Shape in = input.shape();
    int channels = layer.weights().outputs();
    Shape convolved = new Shape(channels, layer.window().outputHeight(in.height()), layer.window().outputWidth(in.width()));
    if (residual.isPresent() && !residual.get().operand().shape().equals(convolved)) {
      throw new IllegalArgumentException(layer.name() + ": its residual has another shape");
    }
    Shape shape = layer.pool().map(Pool::window)
        .map(window -> new Shape(channels, window.outputHeight(convolved.height()), window.outputWidth(convolved.width()))).orElse(convolved);
    boolean signed = layer.pool().isPresent() ? layer.output().signed() : layer.lowest() < 0;
    QuantisedTensor output = shaped(layer.output(), shape, signed);
    made.put(output.name(), output);
    return new QuantisedLayer(
        layer.name(), input, layer.weights(), layer.window(), layer.groups(), layer.bias(), layer.requantisations(), residual, layer.lowest(),
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
    };
  }
}
