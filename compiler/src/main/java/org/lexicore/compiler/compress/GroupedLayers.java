package org.lexicore.compiler.compress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.LayerWeights;

/**
 * Convolutions in groups, of which no accelerator runs codes as codes: the zeros between the groups are no codewords. Coding them costs accuracy
 * and saves nothing but room in the file.
 */
public final class GroupedLayers {
  private GroupedLayers() {}

  /** A note for each layer that stays int8 because of its groups alone; depthwise ones are left without a word. */
  public static List<LayerNote> left(FloatGraph graph, LayerSelection selection) {
    return selection.leftForGroups(graph).stream()
        .map(name -> new LayerNote(name, "stays int8: no accelerator runs codes of a convolution in groups as codes; --compress-layer codes it all the same"))
        .toList();
  }

  /** The weights that have codes all the same. */
  public static List<ExpandedCodes> coded(FloatGraph graph) {
    Map<String, ExpandedCodes> coded = new LinkedHashMap<>();
    graph.convolutions().filter(conv -> conv.groups() > 1).forEach(conv -> {
      if (conv.weight() instanceof IntegerWeight weight && weight.integers() instanceof LayerWeights.Coded codes) {
        coded.putIfAbsent(conv.weightName(), ExpandedCodes.of(conv.weightName(), codes,
            "a convolution of " + conv.groups() + " groups needs zero weights between the groups", "without --compress-layer int8 weights are fitted to it"));
      }
    });
    return List.copyOf(coded.values());
  }
}
