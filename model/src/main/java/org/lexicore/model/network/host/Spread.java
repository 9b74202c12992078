package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/** Sets pixels {@code strideY} rows and {@code strideX} columns apart, with zeros between them: what makes a convolution a transposed one. */
public record Spread(int strideY, int strideX) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    Map map = operands.getFirst();
    Shape from = map.shape();
    double[] result = new double[shape.size()];
    int at = 0;
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < from.height(); y++) {
        for (int x = 0; x < from.width(); x++) {
          result[(c * shape.height() + y * strideY) * shape.width() + x * strideX] = map.values()[at++];
        }
      }
    }
    return result;
  }
}
