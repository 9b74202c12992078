package org.lexicore.compiler.quantise;

import java.util.HashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Concatenate;
import org.lexicore.model.network.host.Pick;
import org.lexicore.model.network.host.Rank;
import org.lexicore.model.network.host.Rearrange;

/**
 * Which tensors hold numbers of channels, by the structure of the graph alone: what ArgMax and TopK find stays whole,
 * if that fits.
 */
final class ChannelNumbers {
  private ChannelNumbers() {}

  /** Node name → the largest number that it can hold; only those that hold numbers. */
  static Map<String, Integer> in(FloatGraph graph) {
    Map<String, Integer> largest = new HashMap<>();
    Map<String, Shape> shapes = new HashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      shapes.put(node.name(), node.shape());
      if (node instanceof FloatGraph.Host host) {
        if (host.operation() instanceof Rank rank && rank.result() == Rank.Result.CHANNEL) {
          largest.put(host.name(), shapes.get(host.inputs().getFirst()).channels() - 1);
        } else if (moves(host) && largest.keySet().containsAll(host.inputs())) {
          largest.put(host.name(), host.inputs().stream().mapToInt(largest::get).max().orElse(0));
        }
      }
    }
    return largest;
  }

  private static boolean moves(FloatGraph.Host host) {
    return host.operation() instanceof Rearrange || host.operation() instanceof Concatenate || host.operation() instanceof Pick pick && pick.moves();
  }
}
