package org.lexicore.compiler.onnx;

import java.util.Arrays;
import org.lexicore.compiler.data.NumberRange;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/** Reads weights, biases and factors, and refuses what is not finite, or too large to calculate with. */
final class Parameters {
  private Parameters() {}

  /** The operand's values as floats: weights or an embedding's rows; notes the first that cannot be calculated with. */
  static float[] usable(Operation operation, int operand, Tensor tensor, Lowering lowering) {
    return usable(operation, operand, tensor, lowering, NumberRange.LARGEST);
  }

  /** As {@link #usable}, for what is added to sums of products. */
  static float[] bias(Operation operation, int operand, Tensor tensor, Lowering lowering) {
    return usable(operation, operand, tensor, lowering, NumberRange.LARGEST_SUM);
  }

  private static float[] usable(Operation operation, int operand, Tensor tensor, Lowering lowering, double largest) {
    float[] values = FoldConstants.floats(tensor);
    int beyond = NumberRange.firstBeyond(values, largest);
    return beyond < 0 ? values : refused(operation, operation.inputs().get(operand), values, beyond, tensor.dims(), lowering);
  }

  /** The values of a constant, which may be as large as a mask's; notes the first that is not finite. */
  static float[] finite(Operation operation, String tensor, float[] values, int[] dims, Lowering lowering) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return refused(operation, tensor, values, i, dims, lowering);
      }
    }
    return values;
  }

  private static float[] refused(Operation operation, String tensor, float[] values, int at, int[] dims, Lowering lowering) {
    String place = "\"" + tensor + "\" is " + NumberRange.describe(values[at]) + " at " + Extents.position(at, dims);
    lowering.note(operation, new NotTaken(place, "train or export the network again"));
    return new float[values.length];
  }

  /** A vector of one value per output channel; zeros if the operand is left out. */
  static float[] vector(Operation operation, int operand, int channels, Lowering lowering) {
    return lowering
        .constant(operation, operand)
        .map(tensor -> exactly(operation, operand, channels, tensor, lowering))
        .orElseGet(() -> new float[channels]);
  }

  private static float[] exactly(Operation operation, int operand, int channels, Tensor tensor, Lowering lowering) {
    if (tensor.size() != channels) {
      throw new NotTaken(
          "\"" + operation.inputs().get(operand) + "\" has " + tensor.size() + " values for " + channels + " channels",
          "export the network again");
    }
    return bias(operation, operand, tensor, lowering);
  }

  /**
   * The compressed weight, if the model declares it with the extents {@code dims} that the weights file gives it. Otherwise it is noted, and
   * a weight as the model declares it stands in, so that what follows is checked as well.
   *
   * @param order which of the declared extents are O, I, Y and X; a matrix has no more than O and I
   */
  static FloatGraph.Weight declared(Operation operation, IntegerWeight weight, Lowering lowering, int[] dims, int... order) {
    int[] declared = lowering.codedDims(operation, 1);
    if (declared.length == 0 || Arrays.equals(declared, dims)) {
      return weight;
    }
    int[] stored = {weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX()};
    String extents = Extents.text(declared) + " in the model and " + Extents.text(stored) + " in the weights file";
    String place = "its weight \"" + operation.inputs().get(1) + "\" is " + extents;
    NotTaken reason = new NotTaken(place, "give files that belong together");
    if (declared.length != order.length) {
      throw reason;
    }
    lowering.note(operation, reason);
    int[] oiyx = {1, 1, 1, 1};
    for (int i = 0; i < order.length; i++) {
      oiyx[i] = declared[order[i]];
    }
    return new FloatWeight(oiyx[0], oiyx[1], oiyx[2], oiyx[3], new float[Extents.size(oiyx)]);
  }

  static float[] all(int channels, float value) {
    float[] values = new float[channels];
    Arrays.fill(values, value);
    return values;
  }
}
