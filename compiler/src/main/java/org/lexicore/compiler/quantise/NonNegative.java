package org.lexicore.compiler.quantise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.Accumulate;
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
import org.lexicore.model.network.host.Softmax;
import org.lexicore.model.network.host.Spread;

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
            case FloatGraph.Host host -> isNonNegative(host, known);
            case FloatGraph.Add add -> known.get(add.left()) && known.get(add.right());
            case FloatGraph.Clamp clamp -> clamp.lowest() >= 0 || (known.get(clamp.input()) && clamp.highest() >= 0);
            case FloatGraph.MaxPool pool -> known.get(pool.input());
            case FloatGraph.AveragePool pool -> known.get(pool.input());
          });
    }
    return known;
  }

  private static boolean isNonNegative(FloatGraph.Host host, Map<String, Boolean> known) {
    boolean all = host.inputs().stream().allMatch(known::get);
    return switch (host.operation()) {
      case Softmax it -> true;
      case Normalise it -> false;
      case Constant it -> isNonNegative(it.values());
      case Embed it -> isNonNegative(it.table());
      case Elementwise it -> Bounds.of(it.function(), all ? Bounds.NON_NEGATIVE : Bounds.ALL).isNonNegative();
      case Combine it -> switch (it.operator()) {
        case ADD, MULTIPLY, DIVIDE, MINIMUM, POWER -> all;
        case MAXIMUM -> host.inputs().stream().anyMatch(known::get);
        case SUBTRACT -> false;
      };
      case Accumulate it -> all;
      case Concatenate it -> all;
      case Pick it -> all && it.absent() >= 0;
      case Rank it -> all || it.result() == Rank.Result.CHANNEL;
      case Rearrange it -> all;
      case Reduce it -> all;
      case Resample it -> all;
      case Spread it -> all;
    };
  }

  private static boolean isNonNegative(float[] values) {
    for (float value : values) {
      if (value < 0) {
        return false;
      }
    }
    return true;
  }
}
