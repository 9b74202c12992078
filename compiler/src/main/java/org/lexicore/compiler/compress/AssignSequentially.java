package org.lexicore.compiler.compress;

import java.util.stream.IntStream;

/**
 * First assignment: codeword by codeword along a row, each error being passed on to the weights not yet coded in the way that costs
 * least.
 *
 * <p>This is GPTQ (Frantar et al., arXiv 2210.17323) with vectors in place of scalars, as in GPTVQ (van Baalen et al., arXiv
 * 2402.15319), except that the nearest codeword is sought in the exact metric of what remains.
 */
final class AssignSequentially {
  private final RowTarget target;
  private final Codewords codewords;
  private final int groups;

  private AssignSequentially(RowTarget target, Codewords codewords) {
    this.target = target;
    this.codewords = codewords;
    groups = (target.length() + codewords.d() - 1) / codewords.d();
  }

  /** Indices {@code [outputs][ceil(K / d)]} for rows of the given scales; the target has factors. */
  static int[][] assign(RowTarget target, Codewords codewords, float[] scales) {
    AssignSequentially pass = new AssignSequentially(target, codewords);
    int[][] indices = new int[target.outputs()][];
    for (int group = 0; group < target.curvatures().size(); group++) {
      pass.assign(group, scales, indices);
    }
    return indices;
  }

  private void assign(int group, float[] scales, int[][] indices) {
    UpperFactor factor = target.factors().get(group);
    double[][] inverse = factor.inverse();
    float[][][] metrics = new float[groups][][];
    float[][] norms = new float[groups][];
    IntStream.range(0, groups).parallel().forEach(g -> {
      metrics[g] = metric(factor, g * codewords.d());
      norms[g] = codewords.norms(metrics[g]);
    });
    IntStream.range(0, target.outputs())
        .filter(row -> target.group(row) == group)
        .parallel()
        .forEach(row -> indices[row] = row(row, scales[row], factor, inverse, metrics, norms));
  }

  /** {@code R_GG R_GGᵀ}: what an error in the group costs once the later weights have made up for it. */
  private float[][] metric(UpperFactor factor, int from) {
    int d = codewords.d();
    int inside = Math.min(d, target.length() - from);
    float[][] metric = new float[d][d];
    for (int i = 0; i < inside; i++) {
      for (int j = 0; j < inside; j++) {
        double sum = 0;
        for (int m = Math.max(i, j); m < inside; m++) {
          sum += factor.at(from + i, from + m) * factor.at(from + j, from + m);
        }
        metric[i][j] = (float) sum;
      }
    }
    return metric;
  }

  private int[] row(int row, float scale, UpperFactor factor, double[][] inverse, float[][][] metrics, float[][] norms) {
    int d = codewords.d();
    int length = target.length();
    double[] rest = new double[length];
    for (int i = 0; i < length; i++) {
      rest[i] = target.rows()[row][i] / scale;
    }
    int[] indices = new int[groups];
    float[] scores = new float[codewords.k()];
    for (int g = 0; g < groups; g++) {
      int from = g * d;
      int inside = Math.min(d, length - from);
      indices[g] = codewords.best(norms[g], times(metrics[g], rest, from, inside), scores);
      double[] error = new double[inside];
      for (int i = 0; i < inside; i++) {
        error[i] = rest[from + i] - codewords.columns()[i][indices[g]];
      }
      passOn(rest, error, from, factor, inverse);
    }
    return indices;
  }

  private static float[] times(float[][] metric, double[] rest, int from, int inside) {
    float[] product = new float[metric.length];
    for (int i = 0; i < inside; i++) {
      for (int j = 0; j < inside; j++) {
        product[i] += (float) (metric[i][j] * rest[from + j]);
      }
    }
    return product;
  }

  /** Subtracts {@code error · R_GG · (R⁻¹)_{G, rest}} from the weights after the group. */
  private static void passOn(double[] rest, double[] error, int from, UpperFactor factor, double[][] inverse) {
    int end = from + error.length;
    for (int m = 0; m < error.length; m++) {
      double z = 0;
      for (int i = 0; i <= m; i++) {
        z += error[i] * factor.at(from + i, from + m);
      }
      double[] row = inverse[from + m];
      for (int j = end; j < rest.length; j++) {
        rest[j] -= z * row[j];
      }
    }
  }
}
