package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Node;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.HostOperation;

/** Builds small float networks with seeded weights, node by node. */
public final class Graphs {
  public static final float NONE = Float.POSITIVE_INFINITY;

  private final List<Node> nodes = new ArrayList<>();
  private final Random random;

  public Graphs(long seed, Shape input) {
    random = new Random(seed);
    nodes.add(new FloatGraph.Input("input", input));
  }

  /** A square kernel of {@code size} with the same stride and padding in all directions. */
  public static Window window(int size, int stride, int pad) {
    return new Window(size, size, stride, stride, 1, 1, pad, pad, pad, pad);
  }

  public Node node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private Shape shape(String name) {
    return node(name).shape();
  }

  private String add(Node node) {
    nodes.add(node);
    return node.name();
  }

  public String conv(String name, String input, int outputs, int groups, Window window) {
    Shape in = shape(input);
    int perGroup = in.channels() / groups;
    float[] weights = new float[outputs * perGroup * window.kernelY() * window.kernelX()];
    double spread = 1 / Math.sqrt((double) weights.length / outputs);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * spread);
    }
    float[] bias = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      bias[o] = (float) (random.nextGaussian() * 0.2);
    }
    return conv(name, input, new FloatGraph.FloatWeight(outputs, perGroup, window.kernelY(), window.kernelX(), weights), bias, window, groups);
  }

  public String conv(String name, String input, FloatGraph.Weight weight, float[] bias, Window window, int groups) {
    Shape in = shape(input);
    Shape out = new Shape(weight.outputs(), window.outputHeight(in.height()), window.outputWidth(in.width()));
    return add(new FloatGraph.Conv(name, out, input, name + ".weight", weight, bias, window, groups));
  }

  public String add(String name, String left, String right) {
    return add(new FloatGraph.Add(name, shape(left), left, right));
  }

  public String clamp(String name, String input, float lowest, float highest) {
    return add(new FloatGraph.Clamp(name, shape(input), input, lowest, highest));
  }

  public String relu(String name, String input) {
    return clamp(name, input, 0, NONE);
  }

  public String maxPool(String name, String input, Window window) {
    return add(new FloatGraph.MaxPool(name, pooled(input, window), input, window));
  }

  public String averagePool(String name, String input, Window window, boolean countPadding) {
    return add(new FloatGraph.AveragePool(name, pooled(input, window), input, window, countPadding));
  }

  private Shape pooled(String input, Window window) {
    Shape in = shape(input);
    return new Shape(in.channels(), window.outputHeight(in.height()), window.outputWidth(in.width()));
  }

  /** A fully connected layer: a kernel as large as the feature map. */
  public String dense(String name, String input, int outputs) {
    Shape in = shape(input);
    return conv(name, input, outputs, 1, new Window(in.height(), in.width(), 1, 1, 1, 1, 0, 0, 0, 0));
  }

  /** An operation of the host whose result has the shape of its first operand. */
  public String host(String name, HostOperation operation, String... inputs) {
    return add(new FloatGraph.Host(name, shape(inputs[0]), List.of(inputs), operation));
  }

  /** Queries times keys, or attention times values. */
  public String product(String name, String input, String weights, int groups, FloatGraph.OutputAxis axis) {
    Shape in = shape(input);
    int pixels = shape(weights).height() * shape(weights).width();
    int outputs = axis == FloatGraph.OutputAxis.PIXEL ? groups * pixels : shape(weights).channels();
    return add(new FloatGraph.Product(name, new Shape(outputs, in.height(), in.width()), input, weights, groups, axis));
  }

  public FloatGraph build(String... outputs) {
    Map<String, String> named = new java.util.LinkedHashMap<>();
    for (String output : outputs) {
      named.put(output, output);
    }
    return new FloatGraph("net", nodes, named);
  }

  /** Normally distributed samples for a network with one input of the name {@code input}. */
  public static Samples samples(FloatGraph graph, int count, long seed) {
    Shape shape = graph.nodes().getFirst().shape();
    Random random = new Random(seed);
    float[] values = new float[count * shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Samples.of(graph, Map.of("input", NdArray.of(new int[] {count, shape.size()}, values)), Map.of());
  }

  /** Quantises with ranges calibrated on {@code samples}. */
  public static Quantisation quantise(FloatGraph graph, Samples samples) {
    return Quantiser.quantise(graph, new CalibrateRanges(new RangeChoice.LeastSquares()).calibrate(graph, samples));
  }
}
