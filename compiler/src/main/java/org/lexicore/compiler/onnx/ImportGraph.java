package org.lexicore.compiler.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/**
 * What the file says, in our own records: the state that the first passes hand on.
 *
 * @param name the graph's name, or the file's where it has none
 * @param opset which definitions of the operators hold
 * @param inputs network input → extents, the batch taken as 1, in ONNX order
 * @param whole the inputs that are integers or truth values
 * @param batch the batch size that the file fixes; 1 where it is symbolic
 * @param fixed whether inputs are taken as they are, without a batch
 * @param batched inputs whose first extent is taken as 1 and may be another one
 * @param outputs tensor names in ONNX order
 * @param constants initializers by name
 * @param coded compressed weights by name
 * @param codedDims extents that the file declares for them; none where it does not
 * @param broken names about which a problem is noted already
 * @param operations the nodes; after {@link SortOperations} operands come first
 */
record ImportGraph(
    String name,
    long opset,
    Map<String, int[]> inputs,
    Set<String> whole,
    int batch,
    boolean fixed,
    Set<String> batched,
    List<String> outputs,
    Map<String, Tensor> constants,
    Map<String, IntegerWeight> coded,
    Map<String, int[]> codedDims,
    Set<String> broken,
    List<Operation> operations) {

  /** The same network with other constants and operations. */
  ImportGraph with(Map<String, Tensor> others, List<Operation> changed) {
    return new ImportGraph(name, opset, inputs, whole, batch, fixed, batched, outputs, others, coded, codedDims, broken, changed);
  }

  /** Every tensor's name. */
  Set<String> names() {
    Set<String> names = new HashSet<>(inputs.keySet());
    names.addAll(constants.keySet());
    names.addAll(coded.keySet());
    operations.forEach(operation -> names.addAll(operation.outputs()));
    return names;
  }
}
