package org.lexicore.compiler.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Does clustering lower the distortion, and is it the same everywhere? */
class KMeansTest {
  static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void everyStepLowersTheDistortion() {
    float[] points = normal(4 * 5000, 1);
    double before = Double.POSITIVE_INFINITY;
    for (int iterations = 0; iterations < 8; iterations++) {
      double now = KMeans.cluster(points, ones(5000), 4, 64, iterations, 3).distortion();
      assertTrue(now < before, iterations + ": " + now + " after " + before);
      before = now;
    }
    // A Gaussian source in 4 dimensions at 1.5 bits per element: the rate-distortion bound is 2^−3 = 0.125 a unit of variance.
    assertTrue(before / points.length < 0.22 && before / points.length > 0.125, "distortion " + before / points.length);
  }

  @Test
  void sameSeedGivesTheSameClustersOnAnyNumberOfThreads() throws ExecutionException, InterruptedException {
    float[] points = normal(3 * 20_000, 2);
    float[] here = KMeans.cluster(points, ones(20_000), 3, 40, 6, 9).centroids();
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      assertArrayEquals(here, one.submit(() -> KMeans.cluster(points, ones(20_000), 3, 40, 6, 9).centroids()).get());
    }
    assertFalse(Arrays.equals(here, KMeans.cluster(points, ones(20_000), 3, 40, 6, 10).centroids()));
  }

  @Test
  void separateHeapsAreFound() {
    float[] points = new float[900];
    for (int i = 0; i < points.length; i++) {
      points[i] = i % 3 * 10;
    }
    float[] centroids = KMeans.cluster(points, ones(900), 1, 3, 10, 1).centroids();
    Arrays.sort(centroids);
    assertArrayEquals(new float[] {0, 10, 20}, centroids);
  }

  @Test
  void heavyPointsAttractTheirCentroid() {
    KMeans.Result result = KMeans.cluster(new float[] {0, 1}, new float[] {1, 3}, 1, 1, 5, 1);
    assertEquals(0.75f, result.centroids()[0]);
  }

  @Test
  void moreClustersThanPointsLeaveNoError() {
    KMeans.Result result = KMeans.cluster(new float[] {1, 2, 3}, ones(3), 1, 8, 5, 1);
    assertEquals(0, result.distortion());
    assertEquals(8, result.centroids().length);
  }

  @Test
  void treeFindsWhatAScanFinds() {
    int found = 0;
    for (int d : new int[] {1, 2, 3, 8, 17}) {
      for (int k : new int[] {1, 2, 15, 16, 17, 33, 1000}) {
        float[] rows = normal(k * d, 10 * k + d);
        // Equal codewords: the first of them must be found.
        System.arraycopy(rows, 0, rows, (k - 1) * d, d);
        float[] queries = normal(100 * d, 77);
        System.arraycopy(rows, 0, queries, 0, d);
        NearestCodeword tree = new NearestCodeword(rows, d);
        for (int q = 0; q < 100; q++, found++) {
          assertEquals(scan(rows, d, queries, q * d), tree.find(queries, q * d), "d " + d + " k " + k);
        }
      }
    }
    assertEquals(5 * 7 * 100, found);
  }

  private static int scan(float[] rows, int d, float[] queries, int at) {
    int best = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int c = 0; c < rows.length / d; c++) {
      float distance = 0;
      for (int j = 0; j < d; j++) {
        float difference = rows[c * d + j] - queries[at + j];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }
}
