package org.lexicore.compiler.compress;

import java.util.List;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.FloatWeight;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/** Turns weights that have codes into the real numbers that they stand for, so that they are coded anew. */
public final class ForgetCodes {
  private ForgetCodes() {}

  /** Names of the weights of {@code graph} that have codes. */
  public static List<String> coded(FloatGraph graph) {
    return graph.nodes().stream().filter(ForgetCodes::isCoded).map(node -> ((Conv) node).weightName()).toList();
  }

  /** The same function without codes. */
  public static FloatGraph in(FloatGraph graph) {
    return graph.with(graph.nodes().stream().map(ForgetCodes::forget).toList());
  }

  static boolean isCoded(FloatGraph.Node node) {
    return node instanceof Conv conv && conv.weight() instanceof IntegerWeight weight && weight.integers() instanceof LayerWeights.Coded;
  }

  private static FloatGraph.Node forget(FloatGraph.Node node) {
    if (!isCoded(node)) {
      return node;
    }
    Conv conv = (Conv) node;
    FloatGraph.Weight weight = conv.weight();
    FloatWeight real = new FloatWeight(weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX(), weight.values());
    return new Conv(conv.name(), conv.shape(), conv.input(), conv.weightName(), real, conv.bias(), conv.window(), conv.groups());
  }
}
