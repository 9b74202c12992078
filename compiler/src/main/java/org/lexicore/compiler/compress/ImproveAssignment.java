package org.lexicore.compiler.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
  private final float[][][][] norms;
  private final ScoreCodewords search;
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
    norms = new float[blocks.length][groups][][];
    search = new ScoreCodewords(codewords);
    for (int c = 0; c < blocks.length; c++) {
      Curvature curvature = target.curvatures().get(c);
      float[][][] mine = blocks[c];
      float[][][] costs = norms[c];
      IntStream.range(0, groups).parallel().forEach(g -> {
        mine[g] = curvature.block(g * d, d);
        costs[g] = ScoreCodewords.tiled(codewords.norms(mine[g]));
      });
      factors.add(IntStream.range(0, groups).mapToObj(g -> LowerFactor.of(mine[g], Math.min(d, target.length() - g * d))).toList());
    }
    near = codewords.k() < NearCodewords.FROM ? Optional.empty() : Optional.of(new NearCodewords(codewords, target.outputs() * groups));
  }

  /** Sweeps over all rows of {@code rows} until nothing changes, at most {@code sweeps} times; the indices change in place. */
  void improve(CodedRows rows, int sweeps) {
    float[][] slopes = target.times(row -> error(rows, row));
    target.batches((from, to) -> new Sweeps(rows, slopes, from, to).run(sweeps));
  }

  private float[] error(CodedRows rows, int row) {
    float[] error = rows.units(row, codewords, target.length());
    for (int i = 0; i < error.length; i++) {
      error[i] = target.rows()[row][i] / rows.scales()[row] - error[i];
    }
    return error;
  }

  /** Rows of one group side by side, none of which looks at another: what several look for among all codewords they look for together. */
  private final class Sweeps {
    private final CodedRows rows;
    private final float[][] slopes;
    private final int first;
    private final boolean[] settled;

    /** Of those that look among all: the row, what it wants, and that in the place's metric where there is one. */
    private final int[] asking;
    private final float[][] wanted;
    private final double[][] targets;
    private final ScoreCodewords.Scores[] scores;

    private Sweeps(CodedRows rows, float[][] slopes, int first, int last) {
      this.rows = rows;
      this.slopes = slopes;
      this.first = first;
      settled = new boolean[last - first];
      asking = new int[settled.length];
      wanted = new float[settled.length][];
      targets = new double[settled.length][];
      scores = search.room(settled.length);
    }

    private void run(int sweeps) {
      boolean all = false;
      for (int sweep = 0; sweep < sweeps && !all; sweep++) {
        boolean[] changed = new boolean[settled.length];
        for (int g = 0; g < groups; g++) {
          step(g, changed);
        }
        all = true;
        for (int n = 0; n < settled.length; n++) {
          settled[n] |= !changed[n];
          all &= settled[n];
        }
      }
    }

    private void step(int g, boolean[] changed) {
      float[][] costs = norms[target.group(first)][g];
      Optional<LowerFactor> factor = near.isPresent() ? factors.get(target.group(first)).get(g) : Optional.empty();
      int asked = 0;
      for (int n = 0; n < settled.length; n++) {
        if (!settled[n]) {
          float[] wants = wanted(first + n, g);
          double[] inMetric = factor.map(it -> it.solve(wants)).orElse(null);
          OptionalInt known = inMetric == null ? OptionalInt.empty() : near.get().best(place(first + n, g), inMetric, costs, wants);
          if (known.isPresent()) {
            changed[n] |= exchange(first + n, g, costs, wants, known.getAsInt());
          } else {
            asking[asked] = n;
            wanted[asked] = wants;
            targets[asked++] = inMetric;
          }
        }
      }
      search.score(costs, wanted, asked, scores);
      answer(g, costs, asked, changed);
    }

    private void answer(int g, float[][] costs, int asked, boolean[] changed) {
      for (int i = 0; i < asked; i++) {
        int row = first + asking[i];
        if (targets[i] != null) {
          near.get().keep(place(row, g), targets[i], scores[i]);
        }
        changed[asking[i]] |= exchange(row, g, costs, wanted[i], scores[i].best());
      }
    }

    private float[] wanted(int row, int g) {
      int d = codewords.d();
      int inside = Math.min(d, target.length() - g * d);
      float[][] block = blocks[target.group(row)][g];
      int index = rows.indices()[row][g];
      float[] wanted = new float[d];
      for (int i = 0; i < inside; i++) {
        wanted[i] = slopes[row][g * d + i];
        for (int j = 0; j < inside; j++) {
          wanted[i] += block[i][j] * codewords.columns()[j][index];
        }
      }
      return wanted;
    }

    private boolean exchange(int row, int g, float[][] costs, float[] wanted, int best) {
      int[] indices = rows.indices()[row];
      float now = codewords.score(indices[g], costs, wanted);
      // A tie, or a gain that is only rounding, must not make two codewords take turns for ever.
      if (best == indices[g] || codewords.score(best, costs, wanted) >= now - 1e-6f * Math.abs(now)) {
        return false;
      }
      float[] delta = new float[Math.min(codewords.d(), target.length() - g * codewords.d())];
      for (int i = 0; i < delta.length; i++) {
        delta[i] = codewords.columns()[i][indices[g]] - codewords.columns()[i][best];
      }
      target.curvature(row).addTimes(slopes[row], delta, g * codewords.d());
      indices[g] = best;
      return true;
    }
  }

  private int place(int row, int g) {
    return row * groups + g;
  }
}
