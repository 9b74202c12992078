package org.lexicore.compiler.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.OutputAxis;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Axis;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Concatenate;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.Embed;
import org.lexicore.model.network.host.HostOperation;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.Rearrange;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.Softmax;

/**
 * A network under construction. Each step takes the name of a tensor and returns that of the tensor it makes; {@link #last} is the latest.
 */
final class DrawGraph {
  /** Standard deviation of embeddings (ViT's initialisation). */
  private static final double EMBEDDING_SPREAD = 0.02;

  private final SplittableRandom random;
  private final List<FloatGraph.Node> nodes = new ArrayList<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  DrawGraph(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A square kernel that leaves the size of the map as it is, or divides it by {@code stride}. */
  static Window square(int kernel, int stride) {
    int padding = (kernel - 1) / 2;
    return new Window(kernel, kernel, stride, stride, 1, 1, padding, padding, padding, padding);
  }

  /** Square tiles side by side. */
  static Window tiled(int size) {
    return new Window(size, size, size, size, 1, 1, 0, 0, 0, 0);
  }

  String input(String name, int channels, int height, int width) {
    return add(new FloatGraph.Input(name, new Shape(channels, height, width)));
  }

  /** Convolution with bias 0 and seeded weights called {@code name.weight}. */
  String conv(String name, String input, int outputs, Window window, int groups) {
    return conv(name, input, new float[outputs], window, groups);
  }

  private String conv(String name, String input, float[] bias, Window window, int groups) {
    int inputs = shape(input).channels() / groups;
    double spread = Math.sqrt(2.0 / (inputs * window.kernelY() * window.kernelX()));
    long seed = random.nextLong();
    var weight = new FloatGraph.SeededWeight(bias.length, inputs, window.kernelY(), window.kernelX(), spread, seed);
    Shape shape = through(input, bias.length, window);
    return add(new FloatGraph.Conv(name, shape, input, name + ".weight", weight, bias, window, groups));
  }

  /** Convolution of one group. */
  String conv(String name, String input, int outputs, Window window) {
    return conv(name, input, outputs, window, 1);
  }

  /** Fully connected layer over the whole map. */
  String linear(String name, String input, int outputs) {
    return linear(name, input, outputs, 0);
  }

  /** Fully connected layer over the whole map, with that bias for each output. */
  String linear(String name, String input, int outputs, float bias) {
    Shape in = shape(input);
    float[] biases = new float[outputs];
    Arrays.fill(biases, bias);
    return conv(name, input, biases, new Window(in.height(), in.width(), 1, 1, 1, 1, 0, 0, 0, 0), 1);
  }

  String relu(String input) {
    return add(new FloatGraph.Clamp(input + ".relu", shape(input), input, 0, Float.POSITIVE_INFINITY));
  }

  String relu6(String input) {
    return add(new FloatGraph.Clamp(input + ".relu6", shape(input), input, 0, 6));
  }

  String sum(String name, String left, String right) {
    return add(new FloatGraph.Add(name, shape(left), left, right));
  }

  String maxPool(String name, String input, Window window) {
    return add(new FloatGraph.MaxPool(name, through(input, shape(input).channels(), window), input, window));
  }

  /** Mean over the whole map. */
  String meanOfMap(String name, String input) {
    Shape in = shape(input);
    Window window = new Window(in.height(), in.width(), 1, 1, 1, 1, 0, 0, 0, 0);
    return add(new FloatGraph.AveragePool(name, new Shape(in.channels(), 1, 1), input, window, false));
  }

  /** A tensor of {@code channels} and one row that the file holds, seeded like weights. */
  String constant(String name, int channels, int width) {
    float[] values = new float[channels * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (EMBEDDING_SPREAD * random.nextGaussian());
    }
    return constant(name, channels, values);
  }

  /** A tensor of {@code channels} and one row that holds {@code values}, channel-major. */
  String constant(String name, int channels, float[] values) {
    return host(name, new Shape(channels, 1, values.length / channels), new Constant(values));
  }

  /** The row of a seeded table of {@code rows} whose number {@code input} is. */
  String embed(String name, String input, int rows, int width) {
    float[] table = new float[rows * width];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) (EMBEDDING_SPREAD * random.nextGaussian());
    }
    return embed(name, input, table, width);
  }

  /** The row of {@code table}, of {@code width} elements, whose number {@code input} is. */
  String embed(String name, String input, float[] table, int width) {
    return host(name, new Shape(width, 1, 1), new Embed(table, width), input);
  }

  /** The pixels of a map one after the other in one row. */
  String row(String name, String input) {
    Shape in = shape(input);
    return host(
        name, new Shape(in.channels(), 1, in.height() * in.width()), new Rearrange(0, new int[] {in.size()}, new int[] {1}), input);
  }

  /** Pixel {@code number} of a map. */
  String pixel(String name, String input, int number) {
    int channels = shape(input).channels();
    int pixels = shape(input).size() / channels;
    return host(name, new Shape(channels, 1, 1), new Rearrange(number, new int[] {channels}, new int[] {pixels}), input);
  }

  String concatenate(String name, Axis axis, String... inputs) {
    int sum = Stream.of(inputs).mapToInt(input -> axis.extent(shape(input))).sum();
    Shape first = shape(inputs[0]);
    Shape shape = switch (axis) {
      case CHANNEL -> new Shape(sum, first.height(), first.width());
      case HEIGHT -> new Shape(first.channels(), sum, first.width());
      case WIDTH -> new Shape(first.channels(), first.height(), sum);
    };
    return host(name, shape, new Concatenate(axis), inputs);
  }

  /** Layer normalisation with factors 1 and summands 0. */
  String normalise(String name, String input, double epsilon) {
    float[] ones = new float[shape(input).channels()];
    Arrays.fill(ones, 1);
    return host(name, shape(input), new Normalise(epsilon, ones, new float[ones.length]), input);
  }

  String map(String name, String input, ScalarFunction function) {
    return host(name, shape(input), new Elementwise(function), input);
  }

  /** An operator on a map and a number for each of its channels. */
  String combine(String name, BinaryOperator operator, String map, String vector) {
    return host(name, shape(map), new Combine(operator), map, vector);
  }

  /** A strided copy, as {@link Rearrange} says. */
  String rearrange(String name, String input, Shape shape, int[] extents, int[] strides) {
    return host(name, shape, new Rearrange(0, extents, strides), input);
  }

  /** Over the channels of each head. */
  String softmax(String name, String input, int heads) {
    return host(name, shape(input), new Softmax(Axis.CHANNEL, heads), input);
  }

  /** Queries times keys: of each head, a channel for each key. */
  String scores(String name, String queries, String keys, int heads) {
    Shape shape = new Shape(heads * shape(keys).width(), 1, shape(queries).width());
    return add(new FloatGraph.Product(name, shape, queries, keys, heads, OutputAxis.PIXEL));
  }

  /** Shares times values: the values' channels. */
  String mixture(String name, String shares, String values, int heads) {
    Shape shape = new Shape(shape(values).channels(), 1, shape(shares).width());
    return add(new FloatGraph.Product(name, shape, shares, values, heads, OutputAxis.CHANNEL));
  }

  private String host(String name, Shape shape, HostOperation operation, String... inputs) {
    return add(new FloatGraph.Host(name, shape, List.of(inputs), operation));
  }

  /** The latest tensor. */
  String last() {
    return nodes.getLast().name();
  }

  Shape shape(String tensor) {
    return shapes.get(tensor);
  }

  /** The network, whose one output is the latest tensor. */
  FloatGraph graph(String name) {
    return graph(name, List.of(last()));
  }

  /** The network with the given tensors as outputs. */
  FloatGraph graph(String name, List<String> outputs) {
    Map<String, String> named = new LinkedHashMap<>();
    outputs.forEach(output -> named.put(output, output));
    return new FloatGraph(name, nodes, named);
  }

  private Shape through(String input, int channels, Window window) {
    Shape in = shape(input);
    return new Shape(channels, window.outputHeight(in.height()), window.outputWidth(in.width()));
  }

  private String add(FloatGraph.Node node) {
    nodes.add(node);
    shapes.put(node.name(), node.shape());
    return node.name();
  }
}
