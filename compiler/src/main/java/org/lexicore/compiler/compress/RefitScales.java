package org.lexicore.compiler.compress;

import java.util.stream.IntStream;

/** Sets each row's scale to the least-squares one for its codewords. */
final class RefitScales {
  private RefitScales() {}

  /** Changes the scales of {@code rows} in place; one that would not be positive stays. */
  static void refit(RowTarget target, Codewords codewords, CodedRows rows) {
    float[][] all = new float[target.outputs()][];
    float[][] products = target.times(row -> all[row] = rows.units(row, codewords, target.length()));
    IntStream.range(0, target.outputs()).parallel().forEach(row -> {
      float[] units = all[row];
      float[] product = products[row];
      double along = 0;
      double square = 0;
      for (int i = 0; i < units.length; i++) {
        along += (double) target.rows()[row][i] * product[i];
        square += (double) units[i] * product[i];
      }
      if (along > 0 && square > 0) {
        rows.scales()[row] = (float) (along / square);
      }
    });
  }
}
