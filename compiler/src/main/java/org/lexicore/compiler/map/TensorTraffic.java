package org.lexicore.compiler.map;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.program.TensorPlacement;

/** Remembers which store wrote which rows of each tensor, and which load read it last. */
final class TensorTraffic {
  private final PlaceTensors.Placement placement;
  private final Map<String, int[][]> stores = new HashMap<>();
  private final Map<String, Needs> lastLoads = new HashMap<>();

  TensorTraffic(PlaceTensors.Placement placement) {
    this.placement = placement;
  }

  TensorPlacement placement(String tensor) {
    return placement.tensors().get(tensor);
  }

  /** Token of the store that a load of {@code rows} of {@code plane} must wait for. */
  int written(String tensor, int plane, Span rows) {
    int token = 0;
    for (int y = rows.from(); y < rows.to(); y++) {
      token = Math.max(token, rowTokens(tensor)[plane][y]);
    }
    return token;
  }

  /** Notes that the store {@code token} writes {@code rows} of {@code plane}. */
  void store(String tensor, int plane, Span rows, int token) {
    for (int y = rows.from(); y < rows.to(); y++) {
      rowTokens(tensor)[plane][y] = token;
    }
  }

  /** Notes a load of the tensor. */
  void load(String tensor, Lane lane, int token) {
    lastLoads.merge(tensor, Needs.NOTHING.and(lane, token), Needs::and);
  }

  /** The loads after which the tensor's space in DRAM may be written. */
  Needs spaceFree(String tensor) {
    List<String> earlier = placement.predecessors().getOrDefault(tensor, List.of());
    return earlier.stream().map(name -> lastLoads.getOrDefault(name, Needs.NOTHING)).reduce(Needs.NOTHING, Needs::and);
  }

  private int[][] rowTokens(String tensor) {
    return stores.computeIfAbsent(
        tensor,
        name -> new int[placement(name).layout().planes()][placement(name).layout().shape().height()]);
  }
}
