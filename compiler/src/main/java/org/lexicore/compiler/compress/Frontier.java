package org.lexicore.compiler.compress;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.FloatStep;
import org.lexicore.compiler.quantise.TensorRanges;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Node;

/**
 * The tensors of all calibration samples at the place in the network where compression stands, in the float network and in the network
 * compressed so far; a tensor is dropped after its last use.
 *
 * <p>Until the first difference both are the same arrays and computed once.
 */
final class Frontier {
  private final Map<String, float[][]> exact = new HashMap<>();
  private final Map<String, float[][]> compressed = new HashMap<>();
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Integer> lastUse = new HashMap<>();
  private final TensorRanges ranges = new TensorRanges();
  private final int samples;

  Frontier(FloatGraph graph, Samples samples) {
    this.samples = samples.count();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      nodes.put(node.name(), node);
      for (String operand : node.operands()) {
        lastUse.put(operand, i);
      }
      if (node instanceof FloatGraph.Input) {
        float[][] values = IntStream.range(0, samples.count()).mapToObj(s -> samples.real(s).get(node.name())).toArray(float[][]::new);
        exact.put(node.name(), values);
        compressed.put(node.name(), values);
      }
    }
  }

  /** Tensor {@code name} in the float network, per sample. */
  float[][] exact(String name) {
    return exact.get(name);
  }

  /** Tensor {@code name} in the network compressed so far, per sample. */
  float[][] compressed(String name) {
    return compressed.get(name);
  }

  /** The node that makes tensor {@code name}, as in the float network. */
  Node node(String name) {
    return nodes.get(name);
  }

  /** How large the tensors of the compressed network are, as far as it was passed. */
  TensorRanges ranges() {
    return ranges;
  }

  /**
   * Moves past a node.
   *
   * @param position its place in the graph
   * @param before the node in the float network
   * @param after the node that takes its place in the compressed network; may be the same
   */
  void pass(int position, Node before, Node after) {
    Set<String> operands = new HashSet<>(before.operands());
    if (!(before instanceof FloatGraph.Input)) {
      boolean equal = before == after && operands.stream().allMatch(name -> exact.get(name) == compressed.get(name));
      exact.put(before.name(), new FloatStep(before, nodes, samples).run(exact));
      compressed.put(before.name(), equal ? exact.get(before.name()) : new FloatStep(after, nodes, samples).run(compressed));
    }
    ranges.add(before.name(), before.shape().channels(), compressed.get(before.name()));
    for (String operand : operands) {
      if (lastUse.get(operand) == position) {
        exact.remove(operand);
        compressed.remove(operand);
      }
    }
  }
}
