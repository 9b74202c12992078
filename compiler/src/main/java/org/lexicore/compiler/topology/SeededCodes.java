package org.lexicore.compiler.topology;

import java.util.Map;
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
 * Replaces the weights of a network by codes drawn at random from one seeded codebook, of the same spread: a network that loads and runs
 * as a compressed one does, without the minutes of compressing it. Its answers mean nothing.
 */
public final class SeededCodes {
  /** Integers per root mean square of the codewords: ±127 reaches 4 of them. */
  private static final double UNITS_PER_SPREAD = 127 / 4.0;

  private final Codebook codebook;
  private final SplittableRandom random;

  private SeededCodes(int k, int d, long seed) {
    new CompressionScheme.PerLayer(k, d); // refuses what is no codebook
    random = new SplittableRandom(seed);
    byte[] codewords = new byte[k * d];
    for (int i = 0; i < codewords.length; i++) {
      codewords[i] = (byte) Math.clamp(Math.rint(UNITS_PER_SPREAD * random.nextGaussian()), -127, 127);
    }
    codebook = new Codebook("universal", d, codewords);
  }

  /**
   * The network with codes in the layers that {@code selection} chooses, int8 in all others, and a scale for every tensor.
   *
   * @param k codewords, 2 to 65,536
   * @param d weights a codeword, 1 to 32
   * @throws org.lexicore.model.InputException if k or d is out of range
   */
  public static CompressedNetwork replace(FloatGraph graph, LayerSelection selection, int k, int d, long seed) {
    SeededCodes codes = new SeededCodes(k, d, seed);
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
    IntegerWeight integers = chosen.contains(conv.weightName()) ? coded(weight, ohwi) : plain(weight, ohwi);
    return new Conv(
        conv.name(), conv.shape(), conv.input(), conv.weightName(), integers, conv.bias(), conv.window(), conv.groups());
  }

  private IntegerWeight coded(FloatGraph.Weight weight, float[] ohwi) {
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
    int[] indices = random.ints((long) outputs * Math.ceilDiv(row, codebook.d()), 0, codebook.k()).toArray();
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
