package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pass: drops what no output needs, such as a convolution of which only the shape was read. */
final class RemoveUnused {
  private RemoveUnused() {}

  static DraftGraph remove(DraftGraph graph) {
    Set<String> needed = new HashSet<>(graph.outputs().values());
    List<Draft> kept = new ArrayList<>();
    for (Draft draft : graph.drafts().reversed()) {
      if (needed.contains(draft.name())) {
        needed.addAll(draft.operands());
        kept.add(draft);
      }
    }
    Collections.reverse(kept);
    return graph.with(kept);
  }
}
