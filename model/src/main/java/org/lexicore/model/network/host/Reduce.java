package org.lexicore.model.network.host;

import java.util.Arrays;
import java.util.List;
import org.lexicore.model.network.Shape;

/** Brings whole axes down to one element each: those along which the result's extent is 1 and the operand's is not. */
public record Reduce(Kind kind) implements HostOperation {
  /** How elements become one. */
  public enum Kind { SUM, MEAN, MAXIMUM, MINIMUM }

  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    Map operand = operands.getFirst();
    Shape from = operand.shape();
    double[] result = new double[shape.size()];
    Arrays.fill(result, start());
    int at = 0;
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < from.height(); y++) {
        for (int x = 0; x < from.width(); x++) {
          int to = (c % shape.channels() * shape.height() + y % shape.height()) * shape.width() + x % shape.width();
          result[to] = fold(result[to], operand.values()[at++]);
        }
      }
    }
    if (kind == Kind.MEAN) {
      int elements = from.size() / shape.size();
      Arrays.setAll(result, i -> result[i] / elements);
    }
    return result;
  }

  private double start() {
    return switch (kind) {
      case SUM, MEAN -> 0;
      case MAXIMUM -> Double.NEGATIVE_INFINITY;
      case MINIMUM -> Double.POSITIVE_INFINITY;
    };
  }

  private double fold(double value, double next) {
    return switch (kind) {
      case SUM, MEAN -> value + next;
      case MAXIMUM -> Math.max(value, next);
      case MINIMUM -> Math.min(value, next);
    };
  }
}
