package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * An operator on each pair of elements of two operands. An operand is repeated along each axis on which it is shorter than the result, as
 * often as it fits in: a row of one element, or one attention head's mask for every head.
 */
public record Combine(BinaryOperator operator) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    Map left = operands.get(0);
    Map right = operands.get(1);
    double[] result = new double[shape.size()];
    int at = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          result[at++] = operator.apply(left.repeated(c, y, x), right.repeated(c, y, x));
        }
      }
    }
    return result;
  }
}
