package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;

/** One direction of a recurrent layer: what becomes of a step's input and the state before it. */
sealed interface RecurrentCell permits GruCell, LstmCell, RnnCell {
  /**
   * What a step hands to the next.
   *
   * @param hidden [batch, hidden]; empty where it is zero
   * @param cell likewise; empty also where the layer has none
   */
  record State(String hidden, String cell) {}

  /**
   * The constants of a direction.
   *
   * @param input name of the weight [gates · hidden, features]
   * @param recurrent weight [gates · hidden, hidden]
   * @param name what the recurrent weight is called
   * @param bias the input's, then the state's, one for each gate and feature
   * @param peepholes factors of the cell for the gates that look at it; none where none does
   */
  record Weights(String input, Tensor recurrent, String name, float[] bias, float[] peepholes) {
    /** Both biases of the first {@code count} in one. */
    float[] sum(int count) {
      int half = bias.length / 2;
      float[] sum = Arrays.copyOf(bias, half);
      for (int i = 0; i < count; i++) {
        sum[i] += bias[half + i];
      }
      return sum;
    }

    /** The state's own bias from {@code from} on, with zeros before. */
    float[] ofState(int from) {
      float[] late = Arrays.copyOfRange(bias, bias.length / 2, bias.length);
      Arrays.fill(late, 0, from, 0);
      return late;
    }
  }

  /**
   * The gates' sums over the inputs of all steps, with the biases that no gate comes between: [steps, batch, gates ·
   * hidden].
   */
  String project(String steps);

  /**
   * The state after a step.
   *
   * @param projected the step's part of what {@link #project} made, [batch, gates · hidden]
   */
  State step(String projected, State before);

  /** {@code rows · weightᵀ + bias} for rows that lie along two axes. */
  static String project(Expansion expansion, String steps, String weight, float[] bias) {
    int[] dims = expansion.dims(steps);
    String rows = expansion.reshape(steps, (long) dims[0] * dims[1], dims[2]);
    String made = product(expansion, rows, weight, expansion.floats("bias", bias, bias.length));
    return expansion.reshape(made, dims[0], dims[1], bias.length);
  }

  /** {@code rows · weightᵀ + bias}. */
  static String product(Expansion expansion, String rows, String weight, String bias) {
    return expansion.node("Gemm", bias.isEmpty() ? List.of(rows, weight) : List.of(rows, weight, bias), Protos.integer("transB", 1));
  }
}
