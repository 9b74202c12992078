package org.lexicore.compiler.onnx;

import org.lexicore.compiler.onnx.proto.TensorProto;

/** The operators that leave an activation's elements where they are. */
final class LowerReshape {
  private LowerReshape() {}

  static void same(Operation operation, Lowering lowering) {
    lowering.alias(operation, lowering.view(operation, 0));
  }

  static void dropout(Operation operation, Lowering lowering) {
    if (operation.makes(1)) {
      throw new NotTaken("its mask is read", "export the network for inference");
    }
    if (lowering.constant(operation, 2).filter(training -> training.at(0) != 0).isPresent()) {
      throw new NotTaken("is in training mode", "export the network for inference");
    }
    same(operation, lowering);
  }

  static void cast(Operation operation, Lowering lowering) {
    switch (TensorProto.DataType.forNumber((int) operation.attributes().integer("to", 0))) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> same(operation, lowering);
      case null, default -> throw new NotTaken("casts activations to integers", "export the network in float");
    }
  }

  static void flatten(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    reshaped(operation, view, lowering, Reshaped.flatten(view.dims(), operation.attributes().integer("axis", 1)));
  }

  static void reshape(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    Tensor target = lowering.constant(operation, 1).orElseThrow();
    boolean zeroIsZero = operation.attributes().integer("allowzero", 0) != 0;
    reshaped(operation, view, lowering, Reshaped.reshape(view.dims(), target, zeroIsZero, lowering.batch()));
  }

  static void squeeze(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    reshaped(operation, view, lowering, Reshaped.squeeze(view.dims(), axes(operation, lowering)));
  }

  static void unsqueeze(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    reshaped(operation, view, lowering, Reshaped.unsqueeze(view.dims(), axes(operation, lowering)));
  }

  static void shape(Operation operation, Lowering lowering) {
    lowering.fold(operation, FoldConstants.shape(lowering.view(operation, 0).dims(), operation.attributes()));
  }

  private static void reshaped(Operation operation, View view, Lowering lowering, int... dims) {
    if (Extents.size(dims) != view.size()) {
      throw new NotTaken("makes " + Extents.text(dims) + " of " + Extents.text(view.dims()), "export the network again");
    }
    lowering.alias(operation, new View(view.draft(), dims));
  }

  private static long[] axes(Operation operation, Lowering lowering) {
    return lowering
        .constant(operation, 1)
        .map(FoldConstants::integers)
        .orElseGet(() -> operation.attributes().has("axes") ? operation.attributes().integers("axes") : null);
  }
}
