package org.lexicore.compiler.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Does the search that compares many targets with many codewords at once find what one codeword after the other finds, to the bit? */
class ScoreCodewordsTest {
  private static final int TARGETS = 5;
  private static final int[] SIZES = {1, 200, 1024, 1025, 5000};

  private final Random random = new Random(3);

  private float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.round(20 * random.nextGaussian());
    }
    return values;
  }

  private static float[] plain(Codewords codewords, float[] cost, float[] target) {
    float[] scores = cost.clone();
    for (int c = 0; c < scores.length; c++) {
      for (int i = 0; i < target.length; i++) {
        scores[c] -= 2 * target[i] * codewords.columns()[i][c];
      }
    }
    return scores;
  }

  private static int least(float[] scores) {
    int best = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int c = 0; c < scores.length; c++) {
      if (scores[c] < least) {
        least = scores[c];
        best = c;
      }
    }
    return best;
  }

  private static float[] joined(ScoreCodewords.Scores scores, int k) {
    float[] joined = new float[k];
    for (int c = 0; c < k; c++) {
      joined[c] = scores.of(c);
    }
    return joined;
  }

  private void compare(Codewords codewords, float[] cost) {
    int k = codewords.k();
    float[][] targets = IntStream.range(0, TARGETS).mapToObj(n -> normal(codewords.d())).toArray(float[][]::new);
    ScoreCodewords search = new ScoreCodewords(codewords);
    ScoreCodewords.Scores[] scores = search.room(TARGETS + 1);
    float[][] tiled = ScoreCodewords.tiled(cost);
    for (int round = 0; round < 2; round++) { // what an earlier round left must not count
      search.score(tiled, targets, TARGETS - round, scores);
      for (int n = 0; n < TARGETS - round; n++) {
        float[] expected = plain(codewords, cost, targets[n]);
        assertArrayEquals(expected, joined(scores[n], k));
        assertEquals(least(expected), scores[n].best());
        for (int c = 0; c < k; c += 97) {
          assertEquals(expected[c], codewords.score(c, tiled, targets[n]));
        }
      }
      Arrays.setAll(targets, n -> normal(codewords.d()));
    }
  }

  /** Elements are whole and few, so that there are ties. */
  @Test
  void everyScoreAndTheFirstOfTheLeastAreThoseOfThePlainSearch() {
    for (int k : SIZES) {
      for (int d : new int[] {1, 3, 4, 8, 9}) {
        Codewords codewords = Codewords.of(normal(k * d), d);
        compare(codewords, codewords.norms());
      }
    }
  }

  @Test
  void infinitiesAndNotANumberAreTakenAsThePlainSearchTakesThem() {
    for (int k : SIZES) {
      Codewords codewords = Codewords.of(normal(k * 4), 4);
      for (float odd : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN}) {
        float[] cost = codewords.norms();
        for (int i = 0; i < 20; i++) {
          cost[random.nextInt(k)] = odd;
        }
        compare(codewords, cost);
        Arrays.fill(cost, odd);
        compare(codewords, cost);
      }
      compare(Codewords.of(new float[k * 4], 4), new float[k]);
    }
  }

  @Test
  void whatIsCollectedIsAllWithinTheLimitInOrder() {
    Codewords codewords = Codewords.of(normal(5000 * 8), 8);
    float[] cost = codewords.norms();
    ScoreCodewords search = new ScoreCodewords(codewords);
    ScoreCodewords.Scores[] scores = search.room(1);
    int full = 0;
    for (int n = 0; n < 50; n++) {
      float[] target = normal(8);
      search.score(ScoreCodewords.tiled(cost), new float[][] {target}, 1, scores);
      float[] plain = plain(codewords, cost, target);
      float limit = plain[least(plain)] + 100 * n;
      int[] expected = IntStream.range(0, 5000).filter(c -> plain[c] <= limit).toArray();
      char[] kept = new char[200];
      int count = scores[0].collect(limit, kept);
      if (expected.length > kept.length) {
        assertTrue(count > kept.length);
        full++;
      } else {
        assertArrayEquals(expected, IntStream.range(0, count).map(i -> kept[i]).toArray());
      }
    }
    assertTrue(full > 5 && full < 45, full + " had no room");
  }
}
