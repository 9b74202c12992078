package org.lexicore.compiler.data;

import java.util.HashSet;
import java.util.Set;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.Softmax;

/** Which inputs say what attention may look at: 1 for a token that is there, 0 for one that only fills up. */
final class MaskInputs {
  private MaskInputs() {}

  /** Names of the inputs that a softmax adds to its scores, through operations of the host alone. */
  static Set<String> of(FloatGraph graph) {
    Set<String> reach = new HashSet<>();
    Set<String> masks = new HashSet<>();
    for (FloatGraph.Node node : graph.nodes().reversed()) {
      if (node instanceof FloatGraph.Host host && host.operation() instanceof Softmax) {
        reach.addAll(host.inputs().subList(1, host.inputs().size()));
      } else if (node instanceof FloatGraph.Host host && reach.contains(host.name())) {
        reach.addAll(host.inputs());
      } else if (node instanceof FloatGraph.Input && reach.contains(node.name())) {
        masks.add(node.name());
      }
    }
    return masks;
  }
}
