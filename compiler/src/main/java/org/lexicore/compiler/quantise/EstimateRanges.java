package org.lexicore.compiler.quantise;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Accumulate;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Concatenate;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.Embed;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.Pick;
import org.lexicore.model.network.host.Rank;
import org.lexicore.model.network.host.Rearrange;
import org.lexicore.model.network.host.Reduce;
import org.lexicore.model.network.host.Resample;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.Softmax;
import org.lexicore.model.network.host.Spread;

/**
 * Chooses every tensor's 8-bit scale from the weights alone, for networks whose weights are random: then a convolution multiplies its input's
 * mean square by the squared length of its rows. It stands in for {@link CalibrateRanges} where samples would tell no more.
 */
public final class EstimateRanges {
  /** Root mean squares that a tensor's range holds. */
  private static final double RANGE = 4;

  private static final double STEP = 1.0 / 16;

  /** Mean square beyond which no estimate goes: that of the largest float. */
  private static final double LARGEST = (double) Float.MAX_VALUE * Float.MAX_VALUE;

  private EstimateRanges() {}

  /** Node name → scale, in the graph's order, for inputs of mean square 1. */
  public static Map<String, ActivationScale> of(FloatGraph graph) {
    Map<String, Boolean> nonNegative = NonNegative.tensors(graph);
    Set<String> numbers = rowNumbers(graph);
    Map<String, Double> squares = new LinkedHashMap<>();
    Map<String, ActivationScale> scales = new LinkedHashMap<>();
    Map<String, Shape> shapes = new HashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      shapes.put(node.name(), node.shape());
      double square = Math.min(LARGEST, meanSquare(node, squares, shapes)); // products of many layers have no end
      squares.put(node.name(), square);
      boolean signed = !nonNegative.get(node.name());
      double scale = numbers.contains(node.name()) ? 1 : limit(node, square) / (signed ? 127 : 255);
      scales.put(node.name(), new ActivationScale(scale, signed));
    }
    return scales;
  }

  /** Inputs that pick rows of tables and stay the whole numbers that they are. */
  private static Set<String> rowNumbers(FloatGraph graph) {
    return graph.nodes().stream()
        .filter(node -> node instanceof FloatGraph.Host host && host.operation() instanceof Embed)
        .flatMap(node -> node.operands().stream())
        .collect(Collectors.toSet());
  }

  private static double meanSquare(FloatGraph.Node node, Map<String, Double> squares, Map<String, Shape> shapes) {
    return switch (node) {
      case FloatGraph.Input input -> 1;
      // A bias counts: that of a hard sigmoid, a half, is more than what the convolution before it makes.
      case FloatGraph.Conv conv -> squares.get(conv.input()) * rowSquare(conv.weight()) + meanSquare(conv.bias());
      case FloatGraph.Add add -> squares.get(add.left()) + squares.get(add.right());
      // Half of a symmetric tensor lies below zero.
      case FloatGraph.Clamp clamp -> clamp.lowest() >= 0 ? squares.get(clamp.input()) / 2 : squares.get(clamp.input());
      // The largest of several is larger: less so than of independent normal numbers, since windows overlap.
      case FloatGraph.MaxPool pool -> squares.get(pool.input()) * Math.sqrt((double) pool.window().kernelY() * pool.window().kernelX());
      case FloatGraph.AveragePool pool -> squares.get(pool.input());
      case FloatGraph.Product product -> squares.get(product.input()) * squares.get(product.weights()) * terms(product, shapes);
      case FloatGraph.Host host -> meanSquare(host, squares, shapes);
    };
  }

  /** Summands of each result. */
  private static double terms(FloatGraph.Product product, Map<String, Shape> shapes) {
    Shape input = shapes.get(product.input());
    return (double) input.channels() / product.groups();
  }

  private static double square(Pick pick) {
    return (double) pick.absent() * pick.absent();
  }

  /** Of the numbers from 0 to {@code count} − 1. */
  private static double meanOfSquaresBelow(int count) {
    return (count - 1.0) * (2.0 * count - 1) / 6;
  }

  private static double meanSquare(FloatGraph.Host host, Map<String, Double> squares, Map<String, Shape> shapes) {
    double largest = host.inputs().stream().mapToDouble(squares::get).max().orElse(1);
    return switch (host.operation()) {
      case Combine combine when combine.operator() == BinaryOperator.MULTIPLY ->
          host.inputs().stream().mapToDouble(squares::get).reduce(1, (a, b) -> a * b);
      case Combine combine -> largest * host.inputs().size();
      case Constant constant -> meanSquare(constant.values());
      case Embed embed -> meanSquare(embed.table());
      case Normalise normalise -> meanSquare(normalise.gamma()) + meanSquare(normalise.beta());
      case Elementwise elementwise -> meanSquare(elementwise.function(), Math.sqrt(largest));
      case Softmax softmax -> 1.0 / 16; // 4 root mean squares are 1, the largest that there is
      // Summands with signs that chance has set: half of them on the average.
      case Accumulate accumulate -> largest * Math.max(1, host.shape().channels() / 2.0);
      case Concatenate same -> largest;
      case Pick pick -> Math.max(largest, square(pick));
      case Rank rank -> switch (rank.result()) {
        case VALUE -> largest;
        case CHANNEL -> meanOfSquaresBelow(shapes.get(host.inputs().getFirst()).channels());
      };
      case Rearrange same -> largest;
      case Reduce same -> largest;
      case Resample same -> largest;
      case Spread same -> largest;
    };
  }

  private static double meanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum / values.length;
  }

  /** Of the function of a normal number of that deviation, by the midpoint rule. */
  private static double meanSquare(ScalarFunction function, double deviation) {
    double sum = 0;
    double weights = 0;
    for (double z = -4 + STEP / 2; z < 4; z += STEP) {
      double weight = StrictMath.exp(-z * z / 2);
      double value = function.at(z * deviation);
      sum += Double.isFinite(value) ? weight * value * value : 0;
      weights += weight;
    }
    return sum / weights;
  }

  private static double rowSquare(FloatGraph.Weight weight) {
    double sum = 0;
    for (float value : weight.values()) {
      sum += (double) value * value;
    }
    return sum / weight.outputs();
  }

  private static double limit(FloatGraph.Node node, double square) {
    double limit = RANGE * Math.sqrt(Math.max(square, Float.MIN_NORMAL));
    return node instanceof FloatGraph.Clamp clamp && clamp.highest() > 0 ? Math.min(limit, clamp.highest()) : limit;
  }
}
