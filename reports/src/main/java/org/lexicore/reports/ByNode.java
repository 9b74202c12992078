package org.lexicore.reports;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A quantity that is published for some process nodes.
 *
 * @param values node in nm → value
 */
public record ByNode(NavigableMap<Integer, Double> values) {
  /** From {@code values}, node in nm → value. */
  public static ByNode of(Map<Integer, Double> values) {
    return new ByNode(new TreeMap<>(values));
  }

  /** Whether there is a value for {@code node} itself. */
  public boolean states(int node) {
    return values.containsKey(node);
  }

  /**
   * The value at {@code node}: published, or between its neighbours, or beyond the last two, on a straight line of logarithms, as for
   * a power of the node.
   */
  public double at(int node) {
    if (states(node)) {
      return values.get(node);
    }
    Map.Entry<Integer, Double> below = values.lowerEntry(node);
    Map.Entry<Integer, Double> above = values.higherEntry(node);
    if (below == null) {
      below = values.firstEntry();
      above = values.higherEntry(below.getKey());
    } else if (above == null) {
      above = values.lastEntry();
      below = values.lowerEntry(above.getKey());
    }
    double exponent = Math.log(above.getValue() / below.getValue()) / Math.log((double) above.getKey() / below.getKey());
    return below.getValue() * Math.pow((double) node / below.getKey(), exponent);
  }

  /** In words, how the value at {@code node} comes about. */
  public String manner(int node) {
    if (states(node)) {
      return "as published for " + node + " nm";
    }
    boolean inside = node > values.firstKey() && node < values.lastKey();
    return inside
        ? "interpolated between " + values.lowerKey(node) + " and " + values.higherKey(node) + " nm"
        : "extrapolated beyond " + (node < values.firstKey() ? values.firstKey() : values.lastKey()) + " nm";
  }
}
