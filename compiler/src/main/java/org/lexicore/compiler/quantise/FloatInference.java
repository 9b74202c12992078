package org.lexicore.compiler.quantise;

import java.util.Map;
import org.lexicore.model.network.FloatGraph;

/** Runs a float network on one sample; implementations may be called from several threads at once. */
@FunctionalInterface
public interface FloatInference {
  /**
   * Every tensor of the network.
   *
   * @param inputs input name → real values, channel-major {@code [channels, height, width]}
   * @return node name → values of the tensor it makes, channel-major, inputs included
   */
  Map<String, float[]> run(FloatGraph graph, Map<String, float[]> inputs);
}
