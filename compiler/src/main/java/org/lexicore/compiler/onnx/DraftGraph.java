package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network between the file and the {@code FloatGraph}.
 *
 * @param drafts operands first
 * @param outputs ONNX output name → draft name, in ONNX order
 * @param holders name of a tensor of the file → draft of another name that holds its elements in its order
 */
record DraftGraph(String name, List<Draft> drafts, Map<String, String> outputs, Map<String, String> holders) {
  /** How often each draft's tensor is read, by other drafts and as an output. */
  Map<String, Integer> uses() {
    Map<String, Integer> uses = new HashMap<>();
    drafts.forEach(draft -> draft.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum)));
    outputs.values().forEach(output -> uses.merge(output, 1, Integer::sum));
    return uses;
  }

  /** The same network with other drafts. */
  DraftGraph with(List<Draft> others) {
    return new DraftGraph(name, List.copyOf(others), outputs, holders);
  }
}
