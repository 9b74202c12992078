package org.lexicore.compiler.quantise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;

/**
 * Chooses every tensor's 8-bit scale from the weights alone, for networks whose weights are random: then a convolution multiplies its input's
 * mean square by the squared length of its rows. It stands in for {@link CalibrateRanges} where samples would tell no more.
 */
public final class EstimateRanges {
  /** Root mean squares that a tensor's range holds. */
  private static final double RANGE = 4;

  private EstimateRanges() {}

  /** Node name → scale, in the graph's order, for inputs of mean square 1. */
  public static Map<String, ActivationScale> of(FloatGraph graph) {
    Map<String, Boolean> nonNegative = NonNegative.tensors(graph);
    Map<String, Double> squares = new LinkedHashMap<>();
    Map<String, ActivationScale> scales = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      double square = meanSquare(node, squares);
      squares.put(node.name(), square);
      boolean signed = !nonNegative.get(node.name());
      scales.put(node.name(), new ActivationScale(limit(node, square) / (signed ? 127 : 255), signed));
    }
    return scales;
  }

  private static double meanSquare(FloatGraph.Node node, Map<String, Double> squares) {
    return switch (node) {
      case FloatGraph.Input input -> 1;
      case FloatGraph.Conv conv -> squares.get(conv.input()) * rowSquare(conv.weight());
      case FloatGraph.Add add -> squares.get(add.left()) + squares.get(add.right());
      // Half of a symmetric tensor lies below zero.
      case FloatGraph.Clamp clamp -> clamp.lowest() >= 0 ? squares.get(clamp.input()) / 2 : squares.get(clamp.input());
      // The largest of several is larger: less so than of independent normal numbers, since windows overlap.
      case FloatGraph.MaxPool pool -> squares.get(pool.input()) * Math.sqrt((double) pool.window().kernelY() * pool.window().kernelX());
      case FloatGraph.AveragePool pool -> squares.get(pool.input());
    };
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
