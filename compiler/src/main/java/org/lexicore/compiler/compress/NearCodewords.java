package org.lexicore.compiler.compress;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * For each place of a layer the codewords that were near its target when all of them were looked at, so that they need not be looked at again
 * while the target moves a little.
 *
 * <p>With M the metric of a place, {@code cost(c) − 2⟨c, w⟩ = |c − t|² − |t|²} in that metric, for {@code M t = w}. All codewords within a radius r of
 * the old target are kept. One that is not lies farther than {@code r − |t − t₀|} from the new target: the best of those kept is the best of all
 * wherever it lies nearer. The scores are those of {@link ScoreCodewords} to the bit, ties included.
 */
final class NearCodewords {
  /** Codewords from which on it pays. */
  static final int FROM = 4096;

  /** More are not kept of one place. */
  private static final int MOST = 1024;

  /** Radii that are tried, over the distance of the nearest. */
  private static final double[] RADII = {2, 1.6, 1.35, 1.15};

  /** What float scores may be wrong by, and far more. */
  private static final double SAFETY = 0.999;

  private final Codewords codewords;
  private final char[][] near;
  private final double[][] targets;
  private final double[] radii;

  /** Of so many places, at none of which anything is known yet. */
  NearCodewords(Codewords codewords, int places) {
    this.codewords = codewords;
    near = new char[places][];
    targets = new double[places][];
    radii = new double[places];
  }

  /**
   * Index of the codeword with the least score, the first of equals, where it is sure to be among those kept.
   *
   * @param place may be asked for by one thread at a time
   * @param target y of the place's metric, {@code L y = wanted}
   */
  OptionalInt best(int place, double[] target, float[][] cost, float[] wanted) {
    if (near[place] == null) {
      return OptionalInt.empty();
    }
    int best = best(near[place], cost, wanted);
    double distance = distance(codewords.score(best, cost, wanted), target);
    boolean sure = distance + distance(target, targets[place]) <= SAFETY * radii[place];
    return sure ? OptionalInt.of(best) : OptionalInt.empty();
  }

  private int best(char[] among, float[][] cost, float[] wanted) {
    int best = among[0];
    float least = Float.POSITIVE_INFINITY;
    for (char c : among) {
      float score = codewords.score(c, cost, wanted);
      if (score < least) {
        least = score;
        best = c;
      }
    }
    return best;
  }

  /**
   * Keeps the best codewords of a place.
   *
   * @param scores of all of them for {@code target}
   */
  void keep(int place, double[] target, ScoreCodewords.Scores scores) {
    double nearest = distance(scores.of(scores.best()), target);
    char[] kept = new char[MOST];
    near[place] = null;
    for (double times : RADII) {
      double radius = times * nearest;
      int count = scores.collect((float) (radius * radius - square(target)), kept);
      if (count > 0 && count <= MOST) {
        near[place] = Arrays.copyOf(kept, count);
        targets[place] = target;
        radii[place] = radius;
        return;
      }
    }
  }

  private static double distance(float score, double[] target) {
    return Math.sqrt(Math.max(0, score + square(target)));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private static double square(double[] vector) {
    double sum = 0;
    for (double element : vector) {
      sum += element * element;
    }
    return sum;
  }
}
