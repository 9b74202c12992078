package org.lexicore.compiler.compress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.lexicore.compiler.quantise.Ohwi;
import org.lexicore.model.InputException;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;

/**
 * A codebook for many networks, sampled from a kernel density estimate of their weights (VQ4ALL, Deng et al., arXiv 2412.06875).
 *
 * <p>Each output channel's weights are divided by their root mean square and cut into sub-vectors. A codeword is one of
 * them, drawn at random from each network in turn, plus normal noise of Scott's bandwidth {@code h = σ N^(−1/(d+4))}. The codebook is
 * never fitted to a network, so that it may be made of silicon before the network exists.
 */
public final class UniversalCodebook {
  /** Integers per root mean square of the weights: ±127 reaches 4 of them, beyond which weights are rare. */
  private static final double UNITS_PER_SPREAD = 127 / 4.0;

  private UniversalCodebook() {}

  /**
   * Builds a codebook of {@code k} codewords of {@code d} elements.
   *
   * @param networks at least one; the layers that {@code selection} would compress are drawn from
   * @throws InputException if a network has no layer to draw from, or k or d is out of range
   */
  public static Codebook build(List<FloatGraph> networks, LayerSelection selection, int k, int d, long seed) {
    new CompressionScheme.PerLayer(k, d);
    List<float[]> populations = new ArrayList<>();
    for (FloatGraph network : networks) {
      float[] vectors = subVectors(network, selection, d);
      if (vectors.length == 0) {
        throw new InputException(
            network.name() + ": has no layer whose weights would be compressed; name some with --compress-layer or leave it out");
      }
      populations.add(vectors);
    }
    return new Codebook("universal", d, sample(populations, k, d, new Random(seed)));
  }

  private static float[] subVectors(FloatGraph network, LayerSelection selection, int d) {
    Set<String> chosen = selection.choose(network);
    List<float[]> rows = new ArrayList<>();
    for (FloatGraph.Node node : network.nodes()) {
      if (node instanceof Conv conv && chosen.contains(conv.weightName())) {
        for (float[] row : RowTarget.uniform(Ohwi.of(conv.weight()), conv.weight().outputs()).rows()) {
          double square = 0;
          for (float value : row) {
            square += value * value;
          }
          if (square > 0) {
            // Only whole sub-vectors: the filling zeros of a last one are no weights.
            float[] whole = Arrays.copyOf(row, row.length / d * d);
            rows.add(SubVectors.of(whole, (float) Math.sqrt(square / row.length), d));
          }
        }
      }
    }
    float[] vectors = new float[rows.stream().mapToInt(row -> row.length).sum()];
    int at = 0;
    for (float[] row : rows) {
      System.arraycopy(row, 0, vectors, at, row.length);
      at += row.length;
    }
    return vectors;
  }

  private static byte[] sample(List<float[]> populations, int k, int d, Random random) {
    double bandwidth = bandwidth(populations, d);
    byte[] codewords = new byte[k * d];
    for (int c = 0; c < k; c++) {
      float[] population = populations.get(c % populations.size()); // each network in turn, however large it is
      int chosen = random.nextInt(population.length / d);
      for (int j = 0; j < d; j++) {
        double value = population[chosen * d + j] + bandwidth * random.nextGaussian();
        codewords[c * d + j] = (byte) Math.max(-127, Math.min(127, Math.rint(value * UNITS_PER_SPREAD)));
      }
    }
    return codewords;
  }

  /** Scott's rule, with every network's variance counting alike. */
  private static double bandwidth(List<float[]> populations, int d) {
    double variance = 0;
    long observed = 0;
    for (float[] population : populations) {
      double sum = 0;
      double square = 0;
      for (float element : population) {
        sum += element;
        square += element * element;
      }
      double mean = sum / population.length;
      variance += (square / population.length - mean * mean) / populations.size();
      observed += population.length / d;
    }
    return Math.sqrt(Math.max(0, variance)) * Math.pow(observed, -1.0 / (d + 4));
  }
}
