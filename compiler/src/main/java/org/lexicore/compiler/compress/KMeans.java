package org.lexicore.compiler.compress;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Weighted k-means: Lloyd's iteration from k-means++ seeds, on all cores.
 *
 * <p>The work is cut into blocks of fixed size whose sums are added in order, so that the result depends on the seed alone, never on
 * the number of threads.
 */
final class KMeans {
  private static final int BLOCK = 4096;
  /** Above so many distances, seeds are drawn plainly: k-means++ looks at every pair of point and seed. */
  private static final long PLUS_PLUS_LIMIT = 1L << 28;
  private static final int TREE_FROM = 2048;
  private static final int AT_ONCE = 8;

  private final float[] points;
  private final float[] weights;
  private final int d;
  private final int n;
  private final int k;
  private float[] centroids;
  private final int[] assignment;
  private final float[] distances;

  /**
   * Centroids and which of them each point belongs to.
   *
   * @param centroids {@code [k, d]}
   * @param assignment one index a point
   * @param distortion Σ weight · squared distance
   */
  record Result(float[] centroids, int[] assignment, double distortion) {}

  private KMeans(float[] points, float[] weights, int d, int k) {
    this.points = points;
    this.weights = weights;
    this.d = d;
    this.n = points.length / d;
    this.k = k;
    assignment = new int[n];
    distances = new float[n];
  }

  /**
   * Clusters points.
   *
   * @param points {@code [n, d]}, n at least 1
   * @param weights one a point, not negative
   * @param k number of clusters; more than n leaves some centroids at equal places
   * @param iterations Lloyd's steps at most
   */
  static Result cluster(float[] points, float[] weights, int d, int k, int iterations, long seed) {
    KMeans kMeans = new KMeans(points, weights, d, k);
    kMeans.seed(new SplittableRandom(seed));
    double distortion = kMeans.assign();
    for (int i = 0; i < iterations; i++) {
      kMeans.update();
      double now = kMeans.assign();
      boolean settled = now >= distortion * (1 - 1e-5);
      distortion = now;
      if (settled) {
        break;
      }
    }
    return new Result(kMeans.centroids, kMeans.assignment, distortion);
  }

  private void seed(SplittableRandom random) {
    centroids = new float[k * d];
    float[] chance = weights.clone();
    boolean plusPlus = (long) n * k <= PLUS_PLUS_LIMIT;
    float[] nearest = new float[n];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    for (int c = 0; c < k; c++) {
      int chosen = plusPlus || c == 0 ? draw(chance, random) : random.nextInt(n);
      System.arraycopy(points, chosen * d, centroids, c * d, d);
      if (plusPlus) {
        int at = c * d;
        blocks().forEach(block -> approach(block, at, nearest, chance));
      }
    }
  }

  /** Lets the squared distance to the new seed, times the weight, be a point's chance to be the next one. */
  private void approach(int block, int centroid, float[] nearest, float[] chance) {
    for (int i = block * BLOCK; i < Math.min(n, (block + 1) * BLOCK); i++) {
      nearest[i] = Math.min(nearest[i], squaredDistance(i, centroid));
      chance[i] = nearest[i] * weights[i];
    }
  }

  private int draw(float[] chance, SplittableRandom random) {
    double total = 0;
    for (float one : chance) {
      total += one;
    }
    double ticket = random.nextDouble() * total;
    for (int i = 0; i < n; i++) {
      ticket -= chance[i];
      if (ticket < 0) {
        return i;
      }
    }
    return random.nextInt(n);
  }

  private float squaredDistance(int point, int centroid) {
    float sum = 0;
    for (int j = 0; j < d; j++) {
      float difference = points[point * d + j] - centroids[centroid + j];
      sum += difference * difference;
    }
    return sum;
  }

  private IntStream blocks() {
    return IntStream.range(0, (n + BLOCK - 1) / BLOCK).parallel();
  }

  private double assign() {
    double[] parts = new double[(n + BLOCK - 1) / BLOCK];
    if (k >= TREE_FROM) {
      NearestCodeword tree = new NearestCodeword(centroids, d);
      blocks().forEach(block -> {
        for (int i = block * BLOCK; i < end(block); i++) {
          assignment[i] = tree.find(points, i * d);
        }
        parts[block] = distortion(block);
      });
    } else {
      Codewords codewords = Codewords.of(centroids, d);
      ScoreCodewords search = new ScoreCodewords(codewords);
      float[][] norms = ScoreCodewords.tiled(codewords.norms());
      blocks().forEach(block -> {
        assign(block, search, norms);
        parts[block] = distortion(block);
      });
    }
    return Arrays.stream(parts).sum();
  }

  private void assign(int block, ScoreCodewords search, float[][] norms) {
    ScoreCodewords.Scores[] scores = search.room(AT_ONCE);
    float[][] targets = new float[AT_ONCE][d];
    for (int from = block * BLOCK; from < end(block); from += AT_ONCE) {
      int count = Math.min(AT_ONCE, end(block) - from);
      for (int i = 0; i < count; i++) {
        System.arraycopy(points, (from + i) * d, targets[i], 0, d);
      }
      search.score(norms, targets, count, scores);
      for (int i = 0; i < count; i++) {
        assignment[from + i] = scores[i].best();
      }
    }
  }

  private double distortion(int block) {
    double distortion = 0;
    for (int i = block * BLOCK; i < end(block); i++) {
      distances[i] = squaredDistance(i, assignment[i] * d) * weights[i];
      distortion += distances[i];
    }
    return distortion;
  }

  private int end(int block) {
    return Math.min(n, (block + 1) * BLOCK);
  }

  private void update() {
    double[] sums = new double[k * d];
    double[] mass = new double[k];
    for (int i = 0; i < n; i++) {
      int c = assignment[i];
      mass[c] += weights[i];
      for (int j = 0; j < d; j++) {
        sums[c * d + j] += weights[i] * points[i * d + j];
      }
    }
    for (int c = 0; c < k; c++) {
      if (mass[c] > 0) {
        for (int j = 0; j < d; j++) {
          centroids[c * d + j] = (float) (sums[c * d + j] / mass[c]);
        }
      } else {
        moveToWorst(c);
      }
    }
  }

  /** An empty cluster takes over the point that its own centroid serves worst. */
  private void moveToWorst(int centroid) {
    int worst = 0;
    for (int i = 1; i < n; i++) {
      if (distances[i] > distances[worst]) {
        worst = i;
      }
    }
    distances[worst] = 0;
    System.arraycopy(points, worst * d, centroids, centroid * d, d);
  }
}
