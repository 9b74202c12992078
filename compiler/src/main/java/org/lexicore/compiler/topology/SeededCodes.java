package org.lexicore.compiler.topology;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.quantise.EstimateRanges;
import org.lexicore.compiler.quantise.Ohwi;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/**
 * Replaces the weights of a network by codes drawn at random from seeded codebooks, of the same spread: a network that loads and runs
 * as a compressed one does, without the minutes of compressing it. Its answers mean nothing.
 */
public final class SeededCodes {
  /** Integers per root mean square of the codewords: ±127 reaches 4 of them. */
  private static final double UNITS_PER_SPREAD = 127 / 4.0;

  /** Sub-vectors a codeword that a layer's own codebook has at least: the clamp of kill-the-bits' official code. */
  private static final int SUBVECTORS_A_CODEWORD = 4;

  private final int k;
  private final int d;
  private final SplittableRandom random;

  /** The codebook of all layers; none if each has its own. */
  private final Optional<Codebook> universal;

  private SeededCodes(int k, int d, boolean perLayer, long seed) {
    new CompressionScheme.PerLayer(k, d); // refuses what is no codebook
    this.k = k;
    this.d = d;
    random = new SplittableRandom(seed);
    universal = perLayer ? Optional.empty() : Optional.of(draw("universal", k));
  }

  private Codebook draw(String id, int entries) {
    byte[] codewords = new byte[entries * d];
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = (byte) Math.clamp(Math.rint(UNITS_PER_SPREAD * random.nextGaussian()), -127, 127);
    }
    return new Codebook(id, d, codewords);
  }

  /** A layer's own codebook: k, or the largest power of two of which every codeword can have four sub-vectors. */
  private Codebook own(String id, long subvectors) {
    int most = (int) Math.max(2, Long.highestOneBit(subvectors / SUBVECTORS_A_CODEWORD));
    return draw(id, Math.min(k, most));
  }

  /**
   * The network with codes in the layers that {@code selection} chooses, int8 in all others, and a scale for every tensor.
   *
   * @param k codewords, 2 to 65,536
   * @param d weights per codeword, 1 to 32
   * @throws org.lexicore.model.InputException if k or d is out of range
   */
  public static CompressedNetwork replace(FloatGraph graph, LayerSelection selection, int k, int d, long seed) {
    return replace(graph, selection, new SeededCodes(k, d, false, seed));
  }

  /** As {@link #replace(FloatGraph, LayerSelection, int, int, long)}, with a codebook of at most {@code k} codewords for each layer. */
  public static CompressedNetwork replacePerLayer(FloatGraph graph, LayerSelection selection, int k, int d, long seed) {
    return replace(graph, selection, new SeededCodes(k, d, true, seed));
  }

  private static CompressedNetwork replace(FloatGraph graph, LayerSelection selection, SeededCodes codes) {
    Set<String> chosen = selection.choose(graph);
    FloatGraph coded = new FloatGraph(
        graph.name(),
        graph.nodes().stream().map(node -> node instanceof Conv conv ? codes.replace(conv, chosen) : node).toList(),
        graph.outputs());
    return CompressedNetwork.of(coded, Map.of(), EstimateRanges.of(graph));
  }

  private Conv replace(Conv conv, Set<String> chosen) {
    FloatGraph.Weight weight = conv.weight();
    float[] ohwi = Ohwi.of(weight);
    IntegerWeight integers = chosen.contains(conv.weightName()) ? coded(conv.weightName(), weight, ohwi) : plain(weight, ohwi);
    return new Conv(
        conv.name(), conv.shape(), conv.input(), conv.weightName(), integers, conv.bias(), conv.window(), conv.groups());
  }

  private IntegerWeight coded(String name, FloatGraph.Weight weight, float[] ohwi) {
    int outputs = weight.outputs();
    int row = ohwi.length / outputs;
    float[] scales = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      double square = 0;
      for (int i = o * row; i < (o + 1) * row; i++) {
        square += ohwi[i] * ohwi[i];
      }
      scales[o] = (float) (Math.sqrt(square / row) / UNITS_PER_SPREAD);
    }
    long subvectors = (long) outputs * Math.ceilDiv(row, d);
    Codebook codebook = universal.orElseGet(() -> own(name, subvectors));
    int[] indices = random.ints(subvectors, 0, codebook.k()).toArray();
    return integers(weight, new LayerWeights.Coded(outputs, row, codebook, indices), scales);
  }

  private static IntegerWeight plain(FloatGraph.Weight weight, float[] ohwi) {
    int outputs = weight.outputs();
    int row = ohwi.length / outputs;
    byte[] values = new byte[ohwi.length];
    float[] scales = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      float largest = Float.MIN_NORMAL;
      for (int i = o * row; i < (o + 1) * row; i++) {
        largest = Math.max(largest, Math.abs(ohwi[i]));
      }
      scales[o] = largest / 127;
      for (int i = o * row; i < (o + 1) * row; i++) {
        values[i] = (byte) Math.clamp(Math.round(ohwi[i] / scales[o]), -127, 127);
      }
    }
    return integers(weight, new LayerWeights.Plain(outputs, row, values), scales);
  }

  private static IntegerWeight integers(FloatGraph.Weight weight, LayerWeights.Fixed integers, float[] scales) {
    return new IntegerWeight(
        weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(), integers, scales);
  }
}
