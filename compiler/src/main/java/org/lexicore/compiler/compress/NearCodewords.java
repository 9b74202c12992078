package org.lexicore.compiler.compress;

/**
 * For each place of a layer the codewords that were near its target when all of them were looked at, so that they need not be looked at again
 * while the target moves a little.
 *
 * <p>With M the metric of a place, {@code cost(c) − 2⟨c, w⟩ = |c − t|² − |t|²} in that metric, for {@code M t = w}. All codewords within a radius r of
 * the old target are kept. One that is not lies farther than {@code r − |t − t₀|} from the new target: the best of those kept is the best of all
 * wherever it lies nearer. The scores are those of {@link Codewords#best} to the bit, ties included.
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
   * As {@link Codewords#best} with these arguments.
   *
   * @param place may be asked for by one thread at a time
   * @param factor of the place's metric
   */
  int best(int place, LowerFactor factor, float[] cost, float[] wanted, float[] scores) {
    double[] target = factor.solve(wanted);
    if (near[place] != null) {
      int best = best(near[place], cost, wanted);
      double distance = distance(codewords.score(best, cost, wanted), target);
      if (distance + distance(target, targets[place]) <= SAFETY * radii[place]) {
        return best;
      }
    }
    int best = codewords.best(cost, wanted, scores);
    keep(place, target, distance(scores[best], target), scores);
    return best;
  }

  private int best(char[] among, float[] cost, float[] wanted) {
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

  private void keep(int place, double[] target, double nearest, float[] scores) {
    char[] kept = new char[MOST];
    near[place] = null;
    for (double times : RADII) {
      double radius = times * nearest;
      int count = collect(scores, (float) (radius * radius - square(target)), kept);
      if (count > 0 && count <= MOST) {
        near[place] = java.util.Arrays.copyOf(kept, count);
        targets[place] = target;
        radii[place] = radius;
        return;
      }
    }
  }

  /** How many scores are not above {@code limit}, as far as there is room for them. */
  private static int collect(float[] scores, float limit, char[] kept) {
    int count = 0;
    for (int c = 0; c < scores.length; c++) {
      if (scores[c] <= limit) {
        if (count == kept.length) {
          return count + 1;
        }
        kept[count++] = (char) c;
      }
    }
    return count;
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
