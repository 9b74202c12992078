package org.lexicore.cli.chain;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.QuantisedNetwork;

/**
 * Short names for layers: that of the weight tensor, which people chose, rather than of the tensor that comes out, which the exporter
 * made up.
 *
 * @param byLayer layer name → label, as far as a label differs
 */
public record LayerLabels(Map<String, String> byLayer) {
  /** The labels of {@code network}, which was made from {@code graph}. */
  static LayerLabels of(FloatGraph graph, QuantisedNetwork network) {
    Map<String, String> weights = new HashMap<>();
    for (FloatGraph.Node node : graph.nodes()) {
      if (node instanceof FloatGraph.Conv conv) {
        weights.put(conv.name(), ofWeight(conv.weightName()));
      }
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (QuantisedLayer layer : network.layers()) {
      layer.sources().stream().filter(weights::containsKey).findFirst()
          .map(weights::get)
          .filter(label -> !labels.containsValue(label))
          .ifPresent(label -> labels.put(layer.name(), label));
    }
    return new LayerLabels(labels);
  }

  /** What a layer is called whose weight has that name. */
  public static String ofWeight(String weight) {
    return weight.replaceFirst("\\.weight$", "");
  }

  /** The label of {@code layer}; what the mapper split off a layer keeps its ending. */
  public String of(String layer) {
    for (var label : byLayer.entrySet()) {
      if (layer.equals(label.getKey()) || layer.startsWith(label.getKey() + "/")) {
        return label.getValue() + layer.substring(label.getKey().length());
      }
    }
    return layer;
  }
}
