package org.lexicore.compiler.quantise;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.Storage;

/**
 * How wide the tensors between steps are: bytes where the accelerator reads or writes, 16 bits what the host hands to itself or to the
 * outside, 32 bits the inputs that only the host reads.
 */
final class ChooseStorage {
  /** Tensors that only the host writes and reads, by node name. */
  private final Map<String, Storage> wide = new HashMap<>();

  /** Tensors that some product reads as weights. */
  private final Set<String> weights = new HashSet<>();

  private ChooseStorage() {}

  /** The choice for {@code graph}, whose steps are {@code groups}. */
  static ChooseStorage of(FloatGraph graph, List<StepGroup> groups) {
    ChooseStorage storage = new ChooseStorage();
    Set<String> read = new HashSet<>();
    for (StepGroup group : groups) {
      if (group instanceof LayerGroup layer) {
        read.addAll(layer.reads());
        layer.product().ifPresent(product -> storage.weights.add(product.weights()));
      }
    }
    for (StepGroup group : groups) {
      if (group instanceof HostGroup host) {
        host.reads().stream().filter(name -> !read.contains(name)).forEach(name -> storage.input(graph, name));
        if (!read.contains(host.last().name())) {
          storage.wide.put(host.last().name(), Storage.INT16);
        }
      }
    }
    return storage;
  }

  private void input(FloatGraph graph, String name) {
    if (graph.nodes().stream().anyMatch(node -> node instanceof FloatGraph.Input && node.name().equals(name))) {
      wide.put(name, Storage.INT32);
    }
  }

  /** How tensor {@code name} is stored where bytes would be signed or not as {@code signed} says. */
  Storage of(String name, boolean signed) {
    return wide.getOrDefault(name, signed || isWeights(name) ? Storage.INT8 : Storage.UINT8);
  }

  /** Whether it is read as weights, and so must be signed. */
  boolean isWeights(String name) {
    return weights.contains(name);
  }
}
