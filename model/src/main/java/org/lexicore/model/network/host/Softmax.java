package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * exp(x − max) / Σ exp(x − max) over runs along an axis. A second operand, an attention mask, is added to the first before, repeated as in
 * {@link Combine}: added here, its −3.4e38 never becomes the range of a tensor in integers.
 *
 * @param groups the axis is cut into this many equal runs, each normalised for itself (attention heads)
 */
public record Softmax(Axis axis, int groups) implements HostOperation {
  /** A maximum, a difference, an exponential, a sum and a quotient. */
  static final long ARITHMETIC = 5;

  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] result = operands.size() == 2 ? new Combine(BinaryOperator.ADD).apply(operands, shape) : operands.getFirst().values().clone();
    Runs.of(shape, axis, groups).forEach((first, stride, count) -> normalise(result, first, stride, count));
    return result;
  }

  private static void normalise(double[] values, int first, int stride, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, values[first + i * stride]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      values[first + i * stride] = StrictMath.exp(values[first + i * stride] - largest);
      sum += values[first + i * stride];
    }
    for (int i = 0; i < count; i++) {
      values[first + i * stride] /= sum;
    }
  }
}
