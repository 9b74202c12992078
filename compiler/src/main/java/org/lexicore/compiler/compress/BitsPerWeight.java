package org.lexicore.compiler.compress;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.lexicore.model.network.Codebook;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.FloatGraph.RealWeight;
import org.lexicore.model.network.LayerWeights;

/**
 * What a network's parameters take to store, nothing left out.
 *
 * @param weights number of weights of all layers, compressed or not
 * @param codedWeights those of coded layers
 * @param indexBits indices of coded layers, each of the bits its codebook needs
 * @param plainBits weights of the other layers: 8 bits each, or 32 in float
 * @param scaleBits scales, 32 bits each
 * @param biasBits biases, 32 bits each
 * @param codebookBits distinct codebooks, 8 bits per element
 */
public record BitsPerWeight(
    long weights, long codedWeights, long indexBits, long plainBits, long scaleBits, long biasBits, long codebookBits) {

  /** Counts the parameters of {@code graph}. */
  public static BitsPerWeight of(FloatGraph graph) {
    return of(graph, conv -> true, 32);
  }

  /** Counts them as an accelerator runs them: what is float becomes int8, and so do codes but those of the convolutions {@code coded}. */
  public static BitsPerWeight asRun(FloatGraph graph, Set<String> coded) {
    return of(graph, conv -> coded.contains(conv.name()), 8);
  }

  private static BitsPerWeight of(FloatGraph graph, Predicate<Conv> keepsCodes, int realBits) {
    long weights = 0;
    long coded = 0;
    long indices = 0;
    long plain = 0;
    long scales = 0;
    long biases = 0;
    Map<String, Codebook> codebooks = new LinkedHashMap<>();
    Map<Codebook, String> hashes = new HashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (!(node instanceof Conv conv)) {
        continue;
      }
      int count = conv.weight().outputs() * conv.weight().inputsPerGroup() * conv.weight().kernelY() * conv.weight().kernelX();
      weights += count;
      biases += 32L * conv.bias().length;
      switch (conv.weight()) {
        case RealWeight weight -> {
          plain += (long) realBits * count;
          scales += realBits == 8 ? 32L * weight.outputs() : 0;
        }
        case IntegerWeight weight -> {
          scales += 32L * weight.scale().length;
          switch (weight.integers()) {
            case LayerWeights.Plain it -> plain += 8L * count;
            case LayerWeights.Coded it when !keepsCodes.test(conv) -> plain += 8L * count;
            case LayerWeights.Coded it -> {
              coded += count;
              indices += (long) it.indices().length * it.codebook().indexBits();
              codebooks.put(hashes.computeIfAbsent(it.codebook(), Codebook::sha256), it.codebook());
            }
          }
        }
      }
    }
    long books = codebooks.values().stream().mapToLong(codebook -> 8L * codebook.codewords().length).sum();
    return new BitsPerWeight(weights, coded, indices, plain, scales, biases, books);
  }

  /** Bits per weight with everything counted. */
  public double withCodebook() {
    return (double) (total() + codebookBits) / weights;
  }

  /** Bits per weight without the codebooks, which may lie in a ROM and serve other networks too. */
  public double withoutCodebook() {
    return (double) total() / weights;
  }

  /** Index bits per weight in the coded layers alone; 0 if there are none. */
  public double indexBitsPerCodedWeight() {
    return codedWeights == 0 ? 0 : (double) indexBits / codedWeights;
  }

  private long total() {
    return indexBits + plainBits + scaleBits + biasBits;
  }
}
