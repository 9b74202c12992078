package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.HostStep;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;
import org.lexicore.model.network.QuantisedTensor;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Step;
import org.lexicore.model.network.Storage;

/** The networks that {@link RandomNetworks} draws, in real numbers: plain weights become float ones, coded ones stay codes. */
final class RandomGraphs {
  /** What an integer is worth, so that values lie around 1. */
  private static final float STEP = 1 / 32f;

  private final List<FloatGraph.Node> nodes = new ArrayList<>();
  private final Random random;

  private RandomGraphs(long seed) {
    random = new Random(seed);
  }

  /** The network of {@code seed} with one to {@code steps} layers or steps of the host. */
  static FloatGraph draw(long seed, int steps) {
    QuantisedNetwork network = RandomNetworks.draw(seed, steps);
    RandomGraphs graphs = new RandomGraphs(seed);
    network.inputs().forEach(input -> graphs.nodes.add(new FloatGraph.Input(input.name(), input.shape())));
    network.steps().forEach(graphs::add);
    Map<String, String> outputs = new LinkedHashMap<>();
    network.outputs().forEach(output -> outputs.put(output.name(), output.name()));
    return new FloatGraph(network.name(), graphs.nodes, outputs);
  }

  /** A sample for each input of that network; token numbers stay those. */
  static Map<String, float[]> sample(long seed, int steps) {
    QuantisedNetwork network = RandomNetworks.draw(seed, steps);
    List<int[]> integers = RandomNetworks.inputs(network, seed);
    Map<String, float[]> sample = new LinkedHashMap<>();
    for (int i = 0; i < integers.size(); i++) {
      QuantisedTensor input = network.inputs().get(i);
      sample.put(input.name(), floats(integers.get(i), input.storage() == Storage.INT32 ? 1 : STEP));
    }
    return sample;
  }

  private static float[] floats(int[] integers, float step) {
    float[] values = new float[integers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = integers[i] * step;
    }
    return values;
  }

  private void add(Step step) {
    switch (step) {
      case QuantisedLayer layer -> add(layer);
      case HostStep host -> add(host);
    }
  }

  private void add(HostStep host) {
    List<String> values = new ArrayList<>(host.operands().stream().map(QuantisedTensor::name).toList());
    for (HostStep.Operation operation : host.operations()) {
      boolean last = values.size() == host.operands().size() + host.operations().size() - 1;
      String name = last ? host.output().name() : host.name() + "/" + values.size();
      List<String> reads = operation.reads().stream().map(values::get).toList();
      nodes.add(new FloatGraph.Host(name, operation.shape(), reads, operation.operation()));
      values.add(name);
    }
  }

  /** The sum, the residual added, the clamp and the pool; the last one's tensor is the layer's output. */
  private void add(QuantisedLayer layer) {
    Shape shape = layer.convolved();
    String sum = layer.name() + "/sum";
    nodes.add(sum(layer, sum));
    if (layer.residual().isPresent()) {
      nodes.add(new FloatGraph.Add(layer.name() + "/added", shape, sum, layer.residual().get().operand().name()));
      sum = layer.name() + "/added";
    }
    String clamped = layer.pool().isPresent() ? layer.name() + "/clamped" : layer.output().name();
    boolean relu = layer.lowest() == 0;
    float highest = relu && random.nextBoolean() ? Float.POSITIVE_INFINITY : layer.highest() * STEP;
    nodes.add(new FloatGraph.Clamp(clamped, shape, sum, layer.lowest() * STEP, highest));
    layer.pool().ifPresent(pool -> nodes.add(switch (pool.kind()) {
      case MAX -> new FloatGraph.MaxPool(layer.output().name(), layer.output().shape(), clamped, pool.window());
      case SUM -> new FloatGraph.AveragePool(
          layer.output().name(), layer.output().shape(), clamped, pool.window(), random.nextBoolean());
    }));
  }

  private FloatGraph.Node sum(QuantisedLayer layer, String name) {
    return switch (layer.weights()) {
      case LayerWeights.Streamed it -> new FloatGraph.Product(
          name, layer.convolved(), layer.input().name(), it.tensor().name(), it.groups(), it.axis());
      case LayerWeights.Fixed fixed -> new FloatGraph.Conv(
          name, layer.convolved(), layer.input().name(), layer.name() + ".weight", weight(layer, fixed),
          floats(layer.bias(), STEP / 64), layer.window(), layer.groups());
    };
  }

  private FloatGraph.Weight weight(QuantisedLayer layer, LayerWeights.Fixed fixed) {
    float[] scale = new float[random.nextBoolean() ? fixed.outputs() : 1];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) ((0.3 + random.nextDouble()) / (70 * Math.sqrt(fixed.rowLength())));
    }
    FloatGraph.IntegerWeight integers = new FloatGraph.IntegerWeight(
        fixed.outputs(), layer.inputsPerGroup(), layer.window().kernelY(), layer.window().kernelX(), fixed, scale);
    return switch (fixed) {
      case LayerWeights.Coded codes -> integers;
      case LayerWeights.Plain plain -> new FloatGraph.FloatWeight(
          integers.outputs(), integers.inputsPerGroup(), integers.kernelY(), integers.kernelX(), integers.values());
    };
  }
}
