package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.InputException;
import org.lexicore.model.network.Shape;

/**
 * Looks rows of a table up: the operand holds a row's number for each pixel, counted from the end where negative, the result the row's elements
 * as channels.
 *
 * @param table row-major {@code [rows, width]}
 * @param width elements per row
 */
public record Embed(float[] table, int width) implements HostOperation {
  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    double[] rows = operands.getFirst().values();
    double[] result = new double[shape.size()];
    for (int pixel = 0; pixel < rows.length; pixel++) {
      int row = row(rows[pixel]);
      for (int c = 0; c < width; c++) {
        result[c * rows.length + pixel] = table[row * width + c];
      }
    }
    return result;
  }

  private int row(double given) {
    int count = table.length / width;
    long row = Math.round(given);
    if (row < -count || row >= count) {
      throw new InputException("the number " + row + " is looked up in a table of " + count + " rows; give numbers from 0 to " + (count - 1));
    }
    return (int) (row < 0 ? row + count : row);
  }
}
