package org.lexicore.compiler.compress;

import java.util.Arrays;
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
  private final ScoreCodewords search;
  private final int groups;

  private AssignSequentially(RowTarget target, Codewords codewords) {
    this.target = target;
    this.codewords = codewords;
    search = new ScoreCodewords(codewords);
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
    float[][][] norms = new float[groups][][];
    IntStream.range(0, groups).parallel().forEach(g -> {
      metrics[g] = metric(factor, g * codewords.d());
      norms[g] = ScoreCodewords.tiled(codewords.norms(metrics[g]));
    });
    target.batches(group, (from, to) -> rows(from, to, scales, factor, inverse, metrics, norms, indices));
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

  /** Rows side by side, none of which looks at another. */
  private void rows(
      int first, int last, float[] scales, UpperFactor factor, double[][] inverse, float[][][] metrics, float[][][] norms, int[][] indices) {
    int d = codewords.d();
    int length = target.length();
    double[][] rest = new double[last - first][length];
    for (int row = first; row < last; row++) {
      indices[row] = new int[groups];
      for (int i = 0; i < length; i++) {
        rest[row - first][i] = target.rows()[row][i] / scales[row];
      }
    }
    float[][] wanted = new float[last - first][];
    ScoreCodewords.Scores[] scores = search.room(last - first);
    for (int g = 0; g < groups; g++) {
      int from = g * d;
      int inside = Math.min(d, length - from);
      float[][] metric = metrics[g];
      Arrays.setAll(wanted, n -> times(metric, rest[n], from, inside));
      search.score(norms[g], wanted, wanted.length, scores);
      for (int n = 0; n < wanted.length; n++) {
        int best = scores[n].best();
        indices[first + n][g] = best;
        double[] error = new double[inside];
        for (int i = 0; i < inside; i++) {
          error[i] = rest[n][from + i] - codewords.columns()[i][best];
        }
        passOn(rest[n], error, from, factor, inverse);
      }
    }
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
