package org.lexicore.compiler.onnx;

import java.util.Arrays;

/** Reads weights, biases and factors, and refuses what is not finite. */
final class Parameters {
  private Parameters() {}

  /** The operand's values as floats, each of them finite. */
  static float[] finite(Operation operation, int operand, Tensor tensor) {
    float[] values = FoldConstants.floats(tensor);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        String kind = Float.isNaN(values[i]) ? "NaN" : "infinite";
        throw new NotTaken(
            "\"" + operation.inputs().get(operand) + "\" is " + kind + " at " + Extents.position(i, tensor.dims()),
            "train or export the network again");
      }
    }
    return values;
  }

  /** A vector of one value an output channel; zeros if the operand is left out. */
  static float[] vector(Operation operation, int operand, int channels, Lowering lowering) {
    return lowering
        .constant(operation, operand)
        .map(tensor -> exactly(operation, operand, channels, tensor))
        .orElseGet(() -> new float[channels]);
  }

  private static float[] exactly(Operation operation, int operand, int channels, Tensor tensor) {
    if (tensor.size() != channels) {
      throw new NotTaken(
          "\"" + operation.inputs().get(operand) + "\" has " + tensor.size() + " values for " + channels + " channels",
          "export the network again");
    }
    return finite(operation, operand, tensor);
  }

  /** A constant operand broadcast to {@code view}, as one value a channel of the tensor that was made. */
  static float[] perChannel(Operation operation, int operand, View view, int channels, Lowering lowering) {
    Tensor tensor = lowering.constant(operation, operand).orElseThrow();
    float[] values = finite(operation, operand, tensor);
    int[] wide = Broadcast.dims(view.dims(), tensor.dims());
    int size = view.size();
    if (Extents.size(wide) != size) {
      throw new NotTaken(
          "\"" + operation.inputs().get(operand) + "\" " + Extents.text(tensor.dims()) + " widens " + Extents.text(view.dims()),
          "broadcasting of activations is not supported: give both the same extents");
    }
    int[] positions = Broadcast.positions(tensor.dims(), wide);
    int area = size / channels;
    float[] perChannel = new float[channels];
    for (int i = 0; i < size; i++) {
      if (i % area == 0) {
        perChannel[i / area] = values[positions[i]];
      } else if (values[positions[i]] != perChannel[i / area]) {
        throw new NotTaken(
            "\"" + operation.inputs().get(operand) + "\" differs within a channel", "only one constant a channel is supported");
      }
    }
    return perChannel;
  }

  static float[] all(int channels, float value) {
    float[] values = new float[channels];
    Arrays.fill(values, value);
    return values;
  }
}
