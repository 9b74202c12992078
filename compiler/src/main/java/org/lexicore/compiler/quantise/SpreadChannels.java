package org.lexicore.compiler.quantise;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;

/**
 * Which tensors may have a scale for each channel: nothing in the array has to know it. The writer requantises each channel for itself, or is
 * the host; a reader is the host, which knows every scale, or a depthwise convolution, whose weights take it in.
 *
 * <p>A sum of such a tensor with another in the drain would need a factor for each channel of the other one; so would a pool's average.
 */
final class SpreadChannels {
  private final List<StepGroup> groups;

  private SpreadChannels(List<StepGroup> groups) {
    this.groups = groups;
  }

  /** Names of those tensors of {@code graph}, whose steps are {@code groups}. */
  static Set<String> in(FloatGraph graph, List<StepGroup> groups) {
    SpreadChannels pass = new SpreadChannels(groups);
    Set<String> names = new HashSet<>();
    for (StepGroup group : groups) {
      String name = group.last().name();
      if (!graph.outputs().containsValue(name) && pass.writes(group) && pass.isRead(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private boolean writes(StepGroup group) {
    return switch (group) {
      case HostGroup host -> !host.moves() && groups.stream().anyMatch(it -> it instanceof LayerGroup && it.reads().contains(host.last().name()));
      case LayerGroup layer ->
          layer.conv().isPresent() && layer.residual().isEmpty() && layer.pool().isEmpty() && layer.highest() == Float.POSITIVE_INFINITY
              && (layer.lowest() == 0 || layer.lowest() == Float.NEGATIVE_INFINITY);
    };
  }

  private boolean isRead(String name) {
    return groups.stream().filter(group -> group.reads().contains(name)).allMatch(group -> switch (group) {
      case HostGroup host -> !host.moves();
      case LayerGroup layer -> layer.conv().filter(SpreadChannels::isDepthwise).isPresent() && layer.residual().filter(name::equals).isEmpty();
    });
  }

  private static boolean isDepthwise(Conv conv) {
    return conv.weight().inputsPerGroup() == 1 && conv.weight().outputs() == conv.groups();
  }
}
