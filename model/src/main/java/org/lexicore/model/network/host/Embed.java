package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * Looks rows of a table up: the operand holds a row's number for each pixel, the result the row's elements as channels.
 *
 * @param table row-major {@code [rows, width]}
 * @param width elements a row
 */
public record Embed(float[] table, int width) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] rows = operands.getFirst().values();
    double[] result = new double[shape.size()];
    for (int pixel = 0; pixel < rows.length; pixel++) {
      int row = Math.toIntExact(Math.round(rows[pixel]));
      for (int c = 0; c < width; c++) {
        result[c * rows.length + pixel] = table[row * width + c];
      }
    }
    return result;
  }
}
