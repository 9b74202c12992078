package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * Sums of each pixel's channels up to each of them.
 *
 * @param exclusive whether a channel's own value is left out of its sum
 * @param reverse whether sums begin at the last channel
 */
public record Accumulate(boolean exclusive, boolean reverse) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] values = operands.getFirst().values();
    double[] result = new double[shape.size()];
    Runs.of(shape, Axis.CHANNEL, 1).forEach((first, stride, count) -> accumulate(values, result, first, stride, count));
    return result;
  }

  private void accumulate(double[] values, double[] result, int first, int stride, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      int at = first + (reverse ? count - 1 - i : i) * stride;
      result[at] = exclusive ? sum : sum + values[at];
      sum += values[at];
    }
  }
}
