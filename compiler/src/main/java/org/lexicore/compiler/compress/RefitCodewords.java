package org.lexicore.compiler.compress;

import java.util.Arrays;

/**
 * Sets the codewords to the least-squares ones for fixed indices and scales.
 *
 * <p>The cost is quadratic in the k · d codeword elements; conjugate gradients minimise it without ever forming its matrix: applying the
 * matrix is decoding the codewords, multiplying each row with its curvature, and gathering by index.
 */
final class RefitCodewords {
  private static final int STEPS = 24;

  private final RowTarget target;
  private final CodedRows rows;
  private final int k;
  private final int d;
  /** A pull towards where the codewords are: keeps those that no row uses in place. */
  private final double pull;

  private RefitCodewords(RowTarget target, CodedRows rows, int k, int d) {
    this.target = target;
    this.rows = rows;
    this.k = k;
    this.d = d;
    double trace = 0;
    for (int row = 0; row < target.outputs(); row++) {
      double scale = rows.scales()[row];
      for (float element : target.curvature(row).diagonal()) {
        trace += scale * scale * element;
      }
    }
    pull = 1e-4 * trace / ((double) k * d) + Double.MIN_NORMAL;
  }

  /** Better codewords for {@code rows}, whose indices and scales stay. */
  static Codewords refit(RowTarget target, Codewords codewords, CodedRows rows) {
    RefitCodewords fit = new RefitCodewords(target, rows, codewords.k(), codewords.d());
    double[] start = new double[codewords.k() * codewords.d()];
    float[] values = codewords.rows();
    Arrays.setAll(start, i -> values[i]);
    double[] shift = fit.conjugateGradients(fit.gather(start, true));
    float[] refitted = new float[start.length];
    for (int i = 0; i < refitted.length; i++) {
      refitted[i] = (float) (start[i] + shift[i]);
    }
    return Codewords.of(refitted, codewords.d());
  }

  /** Solves {@code (A + pull) x = b}. */
  private double[] conjugateGradients(double[] b) {
    double[] x = new double[b.length];
    double[] residual = b.clone();
    double[] direction = b.clone();
    double square = dot(residual, residual);
    double enough = square * 1e-8;
    for (int step = 0; step < STEPS && square > enough; step++) {
      double[] image = gather(direction, false);
      for (int i = 0; i < image.length; i++) {
        image[i] += pull * direction[i];
      }
      double length = square / dot(direction, image);
      for (int i = 0; i < x.length; i++) {
        x[i] += length * direction[i];
        residual[i] -= length * image[i];
      }
      double next = dot(residual, residual);
      for (int i = 0; i < x.length; i++) {
        direction[i] = residual[i] + next / square * direction[i];
      }
      square = next;
    }
    return x;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * Decodes codewords into rows, multiplies with the curvature and sums up by index.
   *
   * @param fromTarget take the target minus the decoded row in place of the decoded row
   */
  private double[] gather(double[] codewords, boolean fromTarget) {
    float[][] products = target.times(row -> decoded(row, codewords, fromTarget));
    double[] sums = new double[k * d];
    for (int row = 0; row < products.length; row++) {
      float scale = rows.scales()[row];
      float[] product = products[row];
      for (int g = 0; g * d < product.length; g++) {
        int first = rows.indices()[row][g] * d;
        for (int i = g * d; i < Math.min(product.length, (g + 1) * d); i++) {
          sums[first + i - g * d] += scale * product[i];
        }
      }
    }
    return sums;
  }

  private float[] decoded(int row, double[] codewords, boolean fromTarget) {
    float[] values = new float[target.length()];
    float[] wanted = target.rows()[row];
    float scale = rows.scales()[row];
    for (int g = 0; g * d < values.length; g++) {
      int first = rows.indices()[row][g] * d;
      for (int i = g * d; i < Math.min(values.length, (g + 1) * d); i++) {
        double value = scale * codewords[first + i - g * d];
        values[i] = (float) (fromTarget ? wanted[i] - value : value);
      }
    }
    return values;
  }
}
