package org.lexicore.compiler.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Add;
import org.lexicore.model.network.FloatGraph.AveragePool;
import org.lexicore.model.network.FloatGraph.Clamp;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.Input;
import org.lexicore.model.network.FloatGraph.MaxPool;
import org.lexicore.model.network.FloatGraph.Node;
import org.lexicore.model.network.host.HostOperation;

/**
 * Runs a {@link FloatGraph} in float, one sample at a time.
 *
 * <p>It has no state between runs: several threads may run samples at once. Sums are taken in a fixed order, so that equal inputs give equal
 * bits.
 */
public final class FloatExecutor {
  private final FloatGraph graph;
  private final Map<String, FloatConvolution> convolutions = new HashMap<>();

  /** Prepares the weights; compressed ones are expanded. */
  public FloatExecutor(FloatGraph graph) {
    this.graph = graph;
    Map<String, Node> nodes = new HashMap<>();
    for (Node node : graph.nodes()) {
      nodes.put(node.name(), node);
      if (node instanceof Conv conv) {
        convolutions.put(conv.name(), new FloatConvolution(conv, nodes.get(conv.input()).shape(), 1));
      }
    }
  }

  /**
   * Every tensor of one inference.
   *
   * @param inputs a sample for each network input, in the order CHW
   * @return node name → values in the order CHW, in the graph's order
   * @throws InputException if an input is missing or has the wrong number of elements
   */
  public Map<String, float[]> run(Map<String, float[]> inputs) {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    Map<String, Node> nodes = new HashMap<>();
    for (Node node : graph.nodes()) {
      nodes.put(node.name(), node);
      tensors.put(node.name(), run(node, nodes, tensors, inputs));
    }
    return tensors;
  }

  /**
   * The network's outputs of one inference.
   *
   * @param inputs as for {@link #run}
   * @return ONNX output name → values, in ONNX order
   */
  public Map<String, float[]> outputs(Map<String, float[]> inputs) {
    Map<String, float[]> tensors = run(inputs);
    Map<String, float[]> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((output, node) -> outputs.put(output, tensors.get(node)));
    return outputs;
  }

  private float[] run(Node node, Map<String, Node> nodes, Map<String, float[]> tensors, Map<String, float[]> inputs) {
    if (node instanceof Input input) {
      return given(input, inputs);
    }
    return node instanceof Conv conv ? convolutions.get(conv.name()).apply(tensors.get(conv.input())) : combined(node, nodes, tensors);
  }

  /** What a node without weights of its own makes of its operands. */
  static float[] combined(Node node, Map<String, Node> nodes, Map<String, float[]> tensors) {
    return switch (node) {
      case Input input -> tensors.get(input.name());
      case Conv conv -> throw new IllegalArgumentException(conv.name() + " has weights of its own");
      case FloatGraph.Product product ->
          FloatProduct.run(product, nodes.get(product.weights()).shape(), tensors.get(product.input()), tensors.get(product.weights()));
      case FloatGraph.Host host -> host(host, nodes, tensors);
      case Add add -> sum(tensors.get(add.left()), tensors.get(add.right()));
      case Clamp clamp -> clamped(tensors.get(clamp.input()), clamp.lowest(), clamp.highest());
      case MaxPool pool -> FloatPool.max(pool, nodes.get(pool.input()).shape(), tensors.get(pool.input()));
      case AveragePool pool -> FloatPool.average(pool, nodes.get(pool.input()).shape(), tensors.get(pool.input()));
    };
  }

  private static float[] host(FloatGraph.Host host, Map<String, Node> nodes, Map<String, float[]> tensors) {
    List<HostOperation.Map> operands = new ArrayList<>();
    for (String input : host.inputs()) {
      operands.add(new HostOperation.Map(nodes.get(input).shape(), doubles(tensors.get(input))));
    }
    double[] result = host.operation().apply(operands, host.shape());
    float[] values = new float[result.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) result[i];
    }
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static float[] given(Input input, Map<String, float[]> inputs) {
    float[] values = inputs.get(input.name());
    if (values == null || values.length != input.shape().size()) {
      String found = values == null ? "is not given" : "has " + values.length + " elements";
      throw new InputException("input \"" + input.name() + "\": " + found + "; give a sample of " + input.shape());
    }
    return Arrays.copyOf(values, values.length);
  }

  private static float[] sum(float[] left, float[] right) {
    float[] sum = new float[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + right[i];
    }
    return sum;
  }

  private static float[] clamped(float[] values, float lowest, float highest) {
    float[] clamped = new float[values.length];
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = Math.min(highest, Math.max(lowest, values[i]));
    }
    return clamped;
  }
}
