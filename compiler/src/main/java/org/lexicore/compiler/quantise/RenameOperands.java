package org.lexicore.compiler.quantise;

import java.util.Map;
import org.lexicore.model.network.FloatGraph.Add;
import org.lexicore.model.network.FloatGraph.Clamp;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.FloatGraph.Node;

/** The host's nodes with other names. */
final class RenameOperands {
  private RenameOperands() {}

  /** {@code node} reading the tensors that {@code names} gives for its operands. */
  static Node of(Node node, Map<String, String> names) {
    return renamed(node, node.name(), names);
  }

  /** {@code node} under the name {@code name}. */
  static Node named(Node node, String name) {
    return renamed(node, name, Map.of());
  }

  private static Node renamed(Node node, String name, Map<String, String> names) {
    if (node instanceof Host it) {
      return new Host(name, it.shape(), it.inputs().stream().map(input -> names.getOrDefault(input, input)).toList(), it.operation());
    }
    if (node instanceof Add it) {
      return new Add(name, it.shape(), names.getOrDefault(it.left(), it.left()), names.getOrDefault(it.right(), it.right()));
    }
    if (node instanceof Clamp it) {
      return new Clamp(name, it.shape(), names.getOrDefault(it.input(), it.input()), it.lowest(), it.highest());
    }
    throw new IllegalArgumentException(node.name() + " is not the host's");
  }
}
