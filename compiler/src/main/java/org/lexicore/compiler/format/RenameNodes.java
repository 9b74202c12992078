package org.lexicore.compiler.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lexicore.model.network.FloatGraph;

/** The same network under other names of its nodes. */
final class RenameNodes {
  private final UnaryOperator<String> names;

  private RenameNodes(UnaryOperator<String> names) {
    this.names = names;
  }

  static FloatGraph of(FloatGraph graph, UnaryOperator<String> names) {
    RenameNodes pass = new RenameNodes(names);
    Map<String, String> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((output, node) -> outputs.put(output, names.apply(node)));
    return new FloatGraph(graph.name(), graph.nodes().stream().map(pass::renamed).toList(), outputs, graph.ports());
  }

  private FloatGraph.Node renamed(FloatGraph.Node node) {
    String name = names.apply(node.name());
    return switch (node) {
      case FloatGraph.Input it -> new FloatGraph.Input(name, it.shape());
      case FloatGraph.Conv it -> new FloatGraph.Conv(
          name, it.shape(), names.apply(it.input()), it.weightName(), it.weight(), it.bias(), it.window(), it.groups());
      case FloatGraph.Product it -> new FloatGraph.Product(
          name, it.shape(), names.apply(it.input()), names.apply(it.weights()), it.groups(), it.outputs());
      case FloatGraph.Add it -> new FloatGraph.Add(name, it.shape(), names.apply(it.left()), names.apply(it.right()));
      case FloatGraph.Clamp it -> new FloatGraph.Clamp(name, it.shape(), names.apply(it.input()), it.lowest(), it.highest());
      case FloatGraph.MaxPool it -> new FloatGraph.MaxPool(name, it.shape(), names.apply(it.input()), it.window());
      case FloatGraph.AveragePool it -> new FloatGraph.AveragePool(
          name, it.shape(), names.apply(it.input()), it.window(), it.countPadding());
      case FloatGraph.Host it -> new FloatGraph.Host(name, it.shape(), it.inputs().stream().map(names).toList(), it.operation());
    };
  }
}
