package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.Weight;

/**
 * Pass: gives weights names of their own where layers share an initializer but no longer its values, because different factors were folded
 * into them. The first keeps the name, the others get {@code #2}, {@code #3}, …
 */
final class NameWeights {
  private NameWeights() {}

  static DraftGraph name(DraftGraph graph) {
    Map<String, List<Weight>> known = new HashMap<>();
    List<Draft> drafts = new ArrayList<>();
    for (Draft draft : graph.drafts()) {
      drafts.add(
          draft instanceof Draft.Plain plain && plain.node() instanceof Conv conv ? new Draft.Plain(named(conv, known)) : draft);
    }
    return graph.with(drafts);
  }

  private static Conv named(Conv conv, Map<String, List<Weight>> known) {
    List<Weight> variants = known.computeIfAbsent(conv.weightName(), name -> new ArrayList<>());
    int number = 0;
    while (number < variants.size() && !Arrays.equals(variants.get(number).values(), conv.weight().values())) {
      number++;
    }
    if (number == variants.size()) {
      variants.add(conv.weight());
    }
    String name = number == 0 ? conv.weightName() : conv.weightName() + "#" + (number + 1);
    return new Conv(
        conv.name(), conv.shape(), conv.input(), name, conv.weight(), conv.bias(), conv.window(), conv.groups());
  }
}
