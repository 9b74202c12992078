package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Softmax;

/** Pass: gives a mask that is added right before Softmax, and only there, to Softmax: its −3.4e38 is no value to quantise scores with. */
final class MergeMasks {
  private MergeMasks() {}

  static DraftGraph merge(DraftGraph graph) {
    Map<String, Integer> uses = graph.uses();
    Map<String, Draft> drafts = new HashMap<>();
    List<Draft> merged = new ArrayList<>();
    for (Draft draft : graph.drafts()) {
      drafts.put(draft.name(), draft);
      Draft made = draft;
      if (draft instanceof Draft.Plain plain && plain.node() instanceof FloatGraph.Host host && host.operation() instanceof Softmax) {
        String input = host.inputs().getFirst();
        boolean alone = host.inputs().size() == 1 && uses.get(input) == 1;
        made = alone ? summands(drafts.get(input), drafts).map(it -> masked(host, it)).orElse(draft) : draft;
      }
      merged.add(made);
    }
    return graph.with(merged);
  }

  private static Draft masked(FloatGraph.Host host, List<String> summands) {
    return new Draft.Plain(new FloatGraph.Host(host.name(), host.shape(), summands, host.operation()));
  }

  /** Scores and mask, if the draft is their sum; a mask is constant or shorter than the scores. */
  private static Optional<List<String>> summands(Draft sum, Map<String, Draft> drafts) {
    boolean host =
        sum instanceof Draft.Plain plain
            && plain.node() instanceof FloatGraph.Host it
            && it.operation().equals(new Combine(BinaryOperator.ADD));
    boolean add = sum instanceof Draft.Plain plain && plain.node() instanceof FloatGraph.Add;
    if (!host && !add) {
      return Optional.empty();
    }
    String left = sum.operands().get(0);
    String right = sum.operands().get(1);
    if (isMask(right, sum, drafts) && drafts.get(left).shape().equals(sum.shape())) {
      return Optional.of(List.of(left, right));
    }
    return isMask(left, sum, drafts) && drafts.get(right).shape().equals(sum.shape()) ? Optional.of(List.of(right, left)) : Optional.empty();
  }

  private static boolean isMask(String tensor, Draft sum, Map<String, Draft> drafts) {
    Draft draft = drafts.get(tensor);
    boolean constant =
        draft instanceof Draft.Plain plain && plain.node() instanceof FloatGraph.Host it && it.operation() instanceof Constant;
    return constant || !draft.shape().equals(sum.shape());
  }
}
