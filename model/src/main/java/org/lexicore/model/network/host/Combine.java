package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/** An operator on each pair of elements of two operands; an operand's extent of 1 is repeated along that axis. */
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
          result[at++] = operator.apply(element(left, c, y, x), element(right, c, y, x));
        }
      }
    }
    return result;
  }

  private static double element(Map map, int c, int y, int x) {
    Shape s = map.shape();
    int channel = s.channels() == 1 ? 0 : c;
    int row = s.height() == 1 ? 0 : y;
    return map.values()[(channel * s.height() + row) * s.width() + (s.width() == 1 ? 0 : x)];
  }
}
