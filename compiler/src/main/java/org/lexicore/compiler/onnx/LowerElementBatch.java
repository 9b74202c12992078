package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * BatchNormalization of opset 7 and 8 with {@code spatial = 0}: every element of a sample has parameters of its own.
 */
final class LowerElementBatch {
  private LowerElementBatch() {}

  /** By its own rule if each channel is one element, which is the usual case, else by ONNX's definition. */
  static void orSpatial(Operation operation, Lowering lowering) {
    int[] dims = lowering.isActivation(operation, 0) ? lowering.view(operation, 0).dims() : new int[0];
    boolean spatial = operation.attributes().integer("spatial", 1) != 0 || dims.length < 3 || Extents.size(Arrays.copyOfRange(dims, 2, dims.length)) == 1;
    if (spatial) {
      LowerNormalisation.batch(operation, lowering);
    } else {
      lower(operation, dims, lowering);
    }
  }

  private static void lower(Operation operation, int[] dims, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    int[] sample = dims.clone();
    sample[0] = 1;
    String[] given = new String[5];
    for (int i = 1; i < 5; i++) {
      Tensor tensor = lowering.constant(operation, i).orElseThrow();
      if (tensor.size() != Extents.size(sample)) {
        throw new NotTaken("\"" + expansion.operand(i) + "\" has " + tensor.size() + " values for " + Extents.text(sample), "export the network again");
      }
      given[i] = expansion.constant("parameter", tensor.withDims(sample));
    }
    String epsilon = expansion.number("epsilon", operation.attributes().real("epsilon", 1e-5f));
    String deviation = expansion.node("Sqrt", List.of(expansion.node("Add", List.of(given[4], epsilon))));
    String factor = expansion.node("Div", List.of(given[1], deviation));
    String shift = expansion.node("Sub", List.of(given[2], expansion.node("Mul", List.of(given[3], factor))));
    expansion.last("Add", List.of(expansion.node("Mul", List.of(expansion.operand(0), factor)), shift));
  }
}
