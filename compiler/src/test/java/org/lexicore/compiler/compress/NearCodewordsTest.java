package org.lexicore.compiler.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Does a search among the codewords that were near find what a search among all finds, while the target moves? */
class NearCodewordsTest {
  private static final int K = 5000;
  private static final int D = 8;
  private static final int PLACES = 40;
  private static final int MOVES = 50;

  private final Random random = new Random(1);

  private float normal() {
    return (float) random.nextGaussian();
  }

  private Codewords codewords() {
    float[] rows = new float[K * D];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Math.round(20 * normal());
    }
    System.arraycopy(rows, 0, rows, 100 * D, 50 * D); // ties
    return Codewords.of(rows, D);
  }

  /** {@code A Aᵀ} and some of the diagonal: elements that go together. */
  private float[][] metric() {
    float[][] a = new float[D][D];
    float[][] metric = new float[D][D];
    for (int i = 0; i < D * D; i++) {
      a[i / D][i % D] = normal();
    }
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        for (int m = 0; m < D; m++) {
          metric[i][j] += a[i][m] * a[j][m];
        }
      }
      metric[i][i] += 0.2f;
    }
    return metric;
  }

  @Test
  void theBestOfThoseThatWereNearIsTheBestOfAll() {
    Codewords codewords = codewords();
    NearCodewords near = new NearCodewords(codewords, PLACES);
    ScoreCodewords search = new ScoreCodewords(codewords);
    ScoreCodewords.Scores[] scores = search.room(1);
    int compared = 0;
    int fromNear = 0;
    for (int place = 0; place < PLACES; place++) {
      float[][] metric = metric();
      LowerFactor factor = LowerFactor.of(metric, D).orElseThrow();
      float[][] cost = ScoreCodewords.tiled(codewords.norms(metric));
      float[] target = new float[D];
      for (int i = 0; i < D; i++) {
        target[i] = 20 * normal();
      }
      for (int move = 0; move < MOVES; move++) {
        float step = move % 10 == 0 ? 20 : 0.5f; // small moves mostly
        float[] wanted = new float[D];
        for (int i = 0; i < D; i++) {
          target[i] += step * normal();
          for (int j = 0; j < D; j++) {
            wanted[j] += metric[i][j] * target[i];
          }
        }
        search.score(cost, new float[][] {wanted}, 1, scores);
        double[] inMetric = factor.solve(wanted);
        OptionalInt found = near.best(place, inMetric, cost, wanted);
        if (found.isPresent()) {
          assertEquals(scores[0].best(), found.getAsInt());
          fromNear++;
        } else {
          near.keep(place, inMetric, scores[0]);
        }
        compared++;
      }
    }
    assertEquals(PLACES * MOVES, compared);
    assertTrue(fromNear > compared / 4 && fromNear < compared, fromNear + " of " + compared + " without looking at all");
  }
}
