package org.lexicore.model.network.host;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lexicore.model.network.Shape;

/**
 * The largest or smallest channels of each pixel, in order. Of equal values the lower channel comes first.
 *
 * @param largest whether the largest are wanted, or the smallest
 * @param result what becomes of them
 * @param lastOfEqual the other way round: of equal values the higher channel comes first
 */
public record Rank(boolean largest, Result result, boolean lastOfEqual) implements HostOperation {
  /** What is told of each channel found: its value, or its number. */
  public enum Result { VALUE, CHANNEL }

  /** Comparisons for each element, of which most lose against the least one kept. */
  static final long ARITHMETIC = 2;

  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    Map operand = operands.getFirst();
    int pixels = operand.shape().height() * operand.shape().width();
    double[] results = new double[shape.size()];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int[] order = shape.channels() == 1 ? first(operand.values(), pixel, pixels, operand.shape().channels()) : order(operand.values(), pixel, pixels, operand.shape().channels());
      for (int i = 0; i < shape.channels(); i++) {
        results[i * pixels + pixel] = result == Result.CHANNEL ? order[i] : operand.values()[order[i] * pixels + pixel];
      }
    }
    return results;
  }

  private int[] first(double[] values, int pixel, int pixels, int channels) {
    int found = 0;
    for (int c = 1; c < channels; c++) {
      double difference = values[c * pixels + pixel] - values[found * pixels + pixel];
      found = (largest ? difference > 0 : difference < 0) || lastOfEqual && difference == 0 ? c : found;
    }
    return new int[] {found};
  }

  private int[] order(double[] values, int pixel, int pixels, int channels) {
    Comparator<Integer> byValue = Comparator.comparingDouble(c -> values[c * pixels + pixel] + 0.0); // −0 is no less than 0
    Comparator<Integer> byChannel = Comparator.naturalOrder();
    return IntStream.range(0, channels)
        .boxed()
        .sorted((largest ? byValue.reversed() : byValue).thenComparing(lastOfEqual ? byChannel.reversed() : byChannel))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
