package org.lexicore.compiler.quantise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;

/** Which tensors cannot hold a value below zero, by the structure of the graph alone: these are stored as uint8. */
final class NonNegative {
  private NonNegative() {}

  /** Node name → whether its values are at least zero whatever the input; an input never counts as such. */
  static Map<String, Boolean> tensors(FloatGraph graph) {
    Map<String, Boolean> known = new LinkedHashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      known.put(
          node.name(),
          switch (node) {
            case FloatGraph.Input input -> false;
            case FloatGraph.Conv conv -> false;
            case FloatGraph.Product product -> false;
            case FloatGraph.Host host -> false;
            case FloatGraph.Add add -> known.get(add.left()) && known.get(add.right());
            case FloatGraph.Clamp clamp -> clamp.lowest() >= 0 || (known.get(clamp.input()) && clamp.highest() >= 0);
            case FloatGraph.MaxPool pool -> known.get(pool.input());
            case FloatGraph.AveragePool pool -> known.get(pool.input());
          });
    }
    return known;
  }
}
