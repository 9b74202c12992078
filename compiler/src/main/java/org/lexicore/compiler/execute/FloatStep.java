package org.lexicore.compiler.execute;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.Node;

/** Runs one node of a float network on many samples: what {@link FloatExecutor} makes there, to the bit. */
public final class FloatStep {
  private final Node node;
  private final Map<String, Node> nodes;
  private final int samples;
  private final int atOnce;
  private final Optional<FloatConvolution> convolution;

  /**
   * Prepares the weights.
   *
   * @param nodes at least those that {@code node} reads, by name
   * @param samples how many there will be
   */
  public FloatStep(Node node, Map<String, Node> nodes, int samples) {
    this.node = node;
    this.nodes = nodes;
    this.samples = samples;
    if (node instanceof Conv conv) {
      atOnce = Math.clamp(FloatConvolution.samplesAtOnce(conv), 1, Math.ceilDiv(samples, Runtime.getRuntime().availableProcessors()));
      convolution = Optional.of(new FloatConvolution(conv, nodes.get(conv.input()).shape(), atOnce));
    } else {
      atOnce = 1;
      convolution = Optional.empty();
    }
  }

  /**
   * What the node makes of each sample.
   *
   * @param tensors at least those that it reads, by name: one per sample, channel-major
   */
  public float[][] run(Map<String, float[][]> tensors) {
    float[][] results = new float[samples][];
    IntStream.range(0, Math.ceilDiv(samples, atOnce)).parallel().forEach(batch -> {
      int from = batch * atOnce;
      int to = Math.min(samples, from + atOnce);
      if (convolution.isPresent()) {
        float[][] inputs = Arrays.copyOfRange(tensors.get(node.operands().getFirst()), from, to);
        System.arraycopy(convolution.get().apply(inputs), 0, results, from, to - from);
        return;
      }
      for (int sample = from; sample < to; sample++) {
        results[sample] = FloatExecutor.combined(node, nodes, sample(tensors, sample));
      }
    });
    return results;
  }

  private Map<String, float[]> sample(Map<String, float[][]> tensors, int sample) {
    Map<String, float[]> one = new HashMap<>();
    node.operands().forEach(name -> one.put(name, tensors.get(name)[sample]));
    return one;
  }
}
