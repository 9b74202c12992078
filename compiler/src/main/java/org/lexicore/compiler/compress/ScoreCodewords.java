package org.lexicore.compiler.compress;

import java.util.Arrays;

/**
 * Scores of all codewords c for targets t, {@code cost[c] − 2·⟨c, t⟩}: the least is the nearest in the metric that the costs are the squared
 * lengths in.
 *
 * <p>The codewords lie in tiles that several targets are compared with while they are in the cache. A loop over a tile writes one array, with
 * the same index as it reads, so that the JIT compiler vectorises it.
 */
final class ScoreCodewords {
  /** Codewords of a tile. */
  static final int TILE = 1024;

  private final int k;

  /** {@code [tile][element][codeword]}. */
  private final float[][][] tiles;

  ScoreCodewords(Codewords codewords) {
    k = codewords.k();
    tiles = new float[Math.ceilDiv(k, TILE)][codewords.d()][];
    for (int t = 0; t < tiles.length; t++) {
      for (int i = 0; i < tiles[t].length; i++) {
        tiles[t][i] = Arrays.copyOfRange(codewords.columns()[i], t * TILE, Math.min(k, (t + 1) * TILE));
      }
    }
  }

  /** Costs of all codewords, as {@link #score} wants them. */
  static float[][] tiled(float[] costs) {
    float[][] tiled = new float[Math.ceilDiv(costs.length, TILE)][];
    for (int t = 0; t < tiled.length; t++) {
      tiled[t] = Arrays.copyOfRange(costs, t * TILE, Math.min(costs.length, (t + 1) * TILE));
    }
    return tiled;
  }

  /**
   * Scores of one target.
   *
   * @param tiles {@code [tile][codeword]}
   * @param least of the codewords at the same place of their tile the least score; not known where there is one tile
   */
  record Scores(float[][] tiles, float[] least) {
    /** Index of the codeword with the least score, the first of equals. */
    int best() {
      return tiles.length == 1 ? plain() : among(smallest());
    }

    private float smallest() {
      float smallest = Float.POSITIVE_INFINITY;
      for (float score : least) {
        smallest = Math.min(smallest, score); // NaN if there is one
      }
      return smallest;
    }

    private int among(float smallest) {
      if (Float.isNaN(smallest)) {
        return plain();
      }
      int best = Integer.MAX_VALUE;
      for (int i = 0; i < TILE; i++) {
        if (least[i] == smallest) {
          int t = 0;
          while (tiles[t][i] != smallest) {
            t++;
          }
          best = Math.min(best, t * TILE + i);
        }
      }
      return best;
    }

    private int plain() {
      int best = 0;
      float smallest = Float.POSITIVE_INFINITY;
      for (int t = 0; t < tiles.length; t++) {
        float[] scores = tiles[t];
        for (int i = 0; i < scores.length; i++) {
          if (scores[i] < smallest) {
            smallest = scores[i];
            best = t * TILE + i;
          }
        }
      }
      return best;
    }

    float of(int codeword) {
      return tiles[codeword / TILE][codeword % TILE];
    }

    /**
     * Collects the codewords whose scores are not above {@code limit}, in order.
     *
     * @return how many there are, or more than {@code kept} has room for
     */
    int collect(float limit, char[] kept) {
      int count = 0;
      for (int i = 0; i < TILE; i++) {
        if (!(least[i] > limit)) {
          for (int t = 0; t < tiles.length; t++) {
            if (i < tiles[t].length && tiles[t][i] <= limit) {
              if (count == kept.length) {
                return count + 1;
              }
              kept[count++] = (char) (t * TILE + i);
            }
          }
        }
      }
      Arrays.sort(kept, 0, count);
      return count;
    }
  }

  /** Room for so many targets' scores. */
  Scores[] room(int targets) {
    Scores[] room = new Scores[targets];
    for (int n = 0; n < targets; n++) {
      float[][] scores = new float[tiles.length][];
      Arrays.setAll(scores, t -> new float[tiles[t][0].length]);
      room[n] = new Scores(scores, new float[tiles.length > 1 ? TILE : 0]);
    }
    return room;
  }

  /**
   * Scores all codewords.
   *
   * @param costs {@link #tiled}
   * @param targets d elements each
   * @param scores where those of the first {@code count} targets go
   */
  void score(float[][] costs, float[][] targets, int count, Scores[] scores) {
    for (int n = 0; n < count; n++) {
      Arrays.fill(scores[n].least, Float.POSITIVE_INFINITY);
    }
    for (int t = 0; t < tiles.length; t++) {
      for (int n = 0; n < count; n++) {
        score(tiles[t], costs[t], targets[n], scores[n].tiles[t]);
        if (tiles.length > 1) {
          lower(scores[n].least, scores[n].tiles[t]);
        }
      }
    }
  }

  private static void score(float[][] tile, float[] costs, float[] target, float[] scores) {
    float[] from = costs;
    int i = 0;
    for (; i + 4 <= tile.length; i += 4) {
      subtract(scores, from, tile[i], tile[i + 1], tile[i + 2], tile[i + 3], 2 * target[i], 2 * target[i + 1], 2 * target[i + 2],
          2 * target[i + 3]);
      from = scores;
    }
    for (; i < tile.length; i++) {
      subtract(scores, from, tile[i], 2 * target[i]);
      from = scores;
    }
  }

  private static void subtract(
      float[] scores, float[] from, float[] a, float[] b, float[] c, float[] d, float fa, float fb, float fc, float fd) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = from[i] - fa * a[i] - fb * b[i] - fc * c[i] - fd * d[i];
    }
  }

  private static void subtract(float[] scores, float[] from, float[] column, float factor) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = from[i] - factor * column[i];
    }
  }

  private static void lower(float[] least, float[] scores) {
    for (int i = 0; i < scores.length; i++) {
      least[i] = Math.min(least[i], scores[i]);
    }
  }
}
