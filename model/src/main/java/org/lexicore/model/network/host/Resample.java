package org.lexicore.model.network.host;

import java.util.List;
import org.lexicore.model.network.Shape;

/**
 * Resizing of rows and columns: each result is the mean, by weight, of two rows and of two columns. How coordinates are transformed and rounded is
 * settled in the taps.
 */
public record Resample(Taps rows, Taps columns) implements HostOperation {
  /** Three means of two, each a difference, a product and a sum. */
  static final long ARITHMETIC = 9;

  /**
   * Where an axis is sampled.
   *
   * @param first index of the first sample, one per result
   * @param second index of the other
   * @param share of the second, 0 to 1; 0 everywhere is the nearest neighbour
   */
  public record Taps(int[] first, int[] second, double[] share) {}

  @Override
  public double[] apply(List<Map> operands, Shape shape) {
    Map map = operands.getFirst();
    double[] result = new double[shape.size()];
    int at = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          double upper = row(map, c, rows.first[y], x);
          result[at++] = upper + rows.share[y] * (row(map, c, rows.second[y], x) - upper);
        }
      }
    }
    return result;
  }

  private double row(Map map, int c, int y, int x) {
    int line = (c * map.shape().height() + y) * map.shape().width();
    double left = map.values()[line + columns.first[x]];
    return left + columns.share[x] * (map.values()[line + columns.second[x]] - left);
  }
}
