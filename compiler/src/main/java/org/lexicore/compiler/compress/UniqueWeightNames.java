package org.lexicore.compiler.compress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;

/** Gives every convolution a weight of its own: two that share one see different inputs and get different codes. */
final class UniqueWeightNames {
  private UniqueWeightNames() {}

  /** The graph with the second and later users of a weight name under {@code name#2}, {@code name#3}, … */
  static FloatGraph in(FloatGraph graph) {
    Set<String> taken = new HashSet<>();
    List<FloatGraph.Node> nodes = new ArrayList<>();
    for (FloatGraph.Node node : graph.nodes()) {
      nodes.add(node instanceof Conv conv ? named(conv, taken) : node);
    }
    return graph.with(nodes);
  }

  private static Conv named(Conv conv, Set<String> taken) {
    String name = conv.weightName();
    for (int i = 2; !taken.add(name); i++) {
      name = conv.weightName() + "#" + i;
    }
    return name.equals(conv.weightName())
        ? conv
        : new Conv(conv.name(), conv.shape(), conv.input(), name, conv.weight(), conv.bias(), conv.window(), conv.groups());
  }
}
