package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * Layer normalisation of each pixel over its channels: {@code gamma[c] · (x − mean) / √(variance + epsilon) + beta[c]}, the variance that of
 * all channels (divided by their number).
 *
 * @param gamma one per channel
 * @param beta one per channel
 */
public record Normalise(double epsilon, float[] gamma, float[] beta) implements HostOperation {
  /** A sum; a difference, a square and a sum; a difference, a quotient, a product and a sum. */
  static final long ARITHMETIC = 8;

  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] result = operands.getFirst().values().clone();
    Runs.of(shape, Axis.CHANNEL, 1).forEach((first, stride, count) -> normalise(result, first, stride, count));
    return result;
  }

  private void normalise(double[] values, int first, int stride, int count) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += values[first + i * stride];
    }
    mean /= count;
    double variance = 0;
    for (int i = 0; i < count; i++) {
      double difference = values[first + i * stride] - mean;
      variance += difference * difference;
    }
    double deviation = Math.sqrt(variance / count + epsilon);
    for (int i = 0; i < count; i++) {
      int at = first + i * stride;
      values[at] = gamma[i] * ((values[at] - mean) / deviation) + beta[i];
    }
  }
}
