package org.lexicore.compiler.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * A network under construction. Each step takes the name of a tensor and returns that of the tensor it makes; {@link #last} is the latest.
 */
final class DrawGraph {
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

  String input(String name, int channels, int height, int width) {
    return add(new FloatGraph.Input(name, new Shape(channels, height, width)));
  }

  /** Convolution with bias 0 and seeded weights called {@code name.weight}. */
  String conv(String name, String input, int outputs, Window window, int groups) {
    int inputs = shape(input).channels() / groups;
    double spread = Math.sqrt(2.0 / (inputs * window.kernelY() * window.kernelX()));
    float[] values = new float[outputs * inputs * window.kernelY() * window.kernelX()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (spread * random.nextGaussian());
    }
    var weight = new FloatGraph.FloatWeight(outputs, inputs, window.kernelY(), window.kernelX(), values);
    return add(
        new FloatGraph.Conv(
            name, through(input, outputs, window), input, name + ".weight", weight, new float[outputs], window, groups));
  }

  /** Convolution of one group. */
  String conv(String name, String input, int outputs, Window window) {
    return conv(name, input, outputs, window, 1);
  }

  /** Fully connected layer over the whole map. */
  String linear(String name, String input, int outputs) {
    Shape in = shape(input);
    return conv(name, input, outputs, new Window(in.height(), in.width(), 1, 1, 1, 1, 0, 0, 0, 0));
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
