package org.lexicore.compiler.quantise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.FloatExecutor;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Node;

/** The largest magnitude of each channel of some tensors over all samples. */
final class ChannelRanges {
  private ChannelRanges() {}

  /** Tensor → a magnitude a channel, in the order of {@code tensors}. */
  static Map<String, float[]> of(FloatGraph graph, List<String> tensors, Samples samples) {
    Map<String, float[]> largest = new LinkedHashMap<>();
    Map<String, Integer> channels = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      channels.put(node.name(), node.shape().channels());
    }
    tensors.forEach(tensor -> largest.put(tensor, new float[channels.get(tensor)]));
    FloatExecutor executor = new FloatExecutor(graph);
    for (int i = 0; i < samples.count(); i++) {
      Map<String, float[]> values = executor.run(samples.real(i));
      largest.forEach((tensor, channel) -> raise(channel, values.get(tensor)));
    }
    return largest;
  }

  private static void raise(float[] largest, float[] values) {
    int pixels = values.length / largest.length;
    for (int i = 0; i < values.length; i++) {
      largest[i / pixels] = Math.max(largest[i / pixels], Math.abs(values[i]));
    }
  }
}
