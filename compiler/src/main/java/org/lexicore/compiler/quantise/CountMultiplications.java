package org.lexicore.compiler.quantise;

import java.util.HashMap;
import java.util.Map;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

/**
 * Multiply-accumulates of one inference on the array, before a network is quantised: those of its layers as
 * {@link Quantiser} makes them. An average or an addition that is a layer of its own counts, since the array multiplies
 * for it, by ones; what a pool leaves out does not.
 */
public final class CountMultiplications {
  private CountMultiplications() {}

  /** As {@code QuantisedNetwork.macs()} has it for the same network. */
  public static long of(FloatGraph graph) {
    Map<String, Shape> shapes = new HashMap<>();
    graph.nodes().forEach(node -> shapes.put(node.name(), node.shape()));
    long sum = 0;
    for (StepGroup group : FuseNodes.fuse(graph)) {
      sum += switch (group) {
        case LayerGroup layer -> of(layer, shapes);
        case HostGroup host -> 0;
      };
    }
    return sum;
  }

  private static long of(LayerGroup layer, Map<String, Shape> shapes) {
    Window pool = layer.pool().map(FusedPool::window).orElse(Window.POINT);
    if (layer.conv().isPresent()) {
      FloatGraph.Conv conv = layer.conv().get();
      return QuantisedLayer.macs(conv.shape(), pool, (int) (conv.weight().size() / conv.weight().outputs()));
    }
    if (layer.product().isPresent()) {
      FloatGraph.Product product = layer.product().get();
      return QuantisedLayer.macs(product.shape(), pool, shapes.get(product.input()).channels() / product.groups());
    }
    return QuantisedLayer.macs(shapes.get(layer.input()), pool, 1);
  }
}
