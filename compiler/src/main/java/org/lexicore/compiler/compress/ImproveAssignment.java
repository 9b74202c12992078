package org.lexicore.compiler.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Coordinate descent over the indices: each codeword in turn is exchanged for the one that makes the whole row's cost least, all others
 * staying.
 *
 * <p>A sweep never raises the cost. With a diagonal curvature one sweep finds the nearest codewords.
 */
final class ImproveAssignment {
  private final RowTarget target;
  private final Codewords codewords;
  private final int groups;
  /** Per group of the convolution and codeword position: the blocks of H, and each codeword's cost in them. */
  private final float[][][][] blocks;
  private final float[][][] norms;
  /** Of the blocks, where they have one. */
  private final List<List<Optional<LowerFactor>>> factors = new ArrayList<>();
  private final Optional<NearCodewords> near;

  /** A pass for one layer and fixed codewords. */
  ImproveAssignment(RowTarget target, Codewords codewords) {
    this.target = target;
    this.codewords = codewords;
    int d = codewords.d();
    groups = (target.length() + d - 1) / d;
    blocks = new float[target.curvatures().size()][groups][][];
    norms = new float[blocks.length][groups][];
    for (int c = 0; c < blocks.length; c++) {
      Curvature curvature = target.curvatures().get(c);
      float[][][] mine = blocks[c];
      float[][] costs = norms[c];
      IntStream.range(0, groups).parallel().forEach(g -> {
        mine[g] = curvature.block(g * d, d);
        costs[g] = codewords.norms(mine[g]);
      });
      factors.add(IntStream.range(0, groups).mapToObj(g -> LowerFactor.of(mine[g], Math.min(d, target.length() - g * d))).toList());
    }
    near = codewords.k() < NearCodewords.FROM ? Optional.empty() : Optional.of(new NearCodewords(codewords, target.outputs() * groups));
  }

  /** Sweeps over all rows of {@code rows} until nothing changes, at most {@code sweeps} times; the indices change in place. */
  void improve(CodedRows rows, int sweeps) {
    float[][] slopes = target.times(row -> error(rows, row));
    IntStream.range(0, target.outputs()).parallel().forEach(row -> improve(rows, row, slopes[row], sweeps));
  }

  private float[] error(CodedRows rows, int row) {
    float[] error = rows.units(row, codewords, target.length());
    for (int i = 0; i < error.length; i++) {
      error[i] = target.rows()[row][i] / rows.scales()[row] - error[i];
    }
    return error;
  }

  private void improve(CodedRows rows, int row, float[] slope, int sweeps) {
    int[] indices = rows.indices()[row];
    float[] scores = new float[codewords.k()];
    for (int sweep = 0; sweep < sweeps; sweep++) {
      boolean changed = false;
      for (int g = 0; g < groups; g++) {
        changed |= exchange(row, g, indices, slope, scores);
      }
      if (!changed) {
        return;
      }
    }
  }

  private boolean exchange(int row, int g, int[] indices, float[] slope, float[] scores) {
    int d = codewords.d();
    int from = g * d;
    int inside = Math.min(d, slope.length - from);
    float[][] block = blocks[target.group(row)][g];
    float[] costs = norms[target.group(row)][g];
    float[] wanted = new float[d];
    for (int i = 0; i < inside; i++) {
      wanted[i] = slope[from + i];
      for (int j = 0; j < inside; j++) {
        wanted[i] += block[i][j] * codewords.columns()[j][indices[g]];
      }
    }
    int best = best(row, g, costs, wanted, scores);
    float now = codewords.score(indices[g], costs, wanted);
    // A tie, or a gain that is only rounding, must not make two codewords take turns for ever.
    if (best == indices[g] || codewords.score(best, costs, wanted) >= now - 1e-6f * Math.abs(now)) {
      return false;
    }
    float[] delta = new float[inside];
    for (int i = 0; i < inside; i++) {
      delta[i] = codewords.columns()[i][indices[g]] - codewords.columns()[i][best];
    }
    target.curvature(row).addTimes(slope, delta, from);
    indices[g] = best;
    return true;
  }

  private int best(int row, int g, float[] costs, float[] wanted, float[] scores) {
    Optional<LowerFactor> factor = factors.get(target.group(row)).get(g);
    return near.isPresent() && factor.isPresent()
        ? near.get().best(row * groups + g, factor.get(), costs, wanted, scores)
        : codewords.best(costs, wanted, scores);
  }
}
