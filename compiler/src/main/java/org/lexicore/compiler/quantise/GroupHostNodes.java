package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Add;
import org.lexicore.model.network.FloatGraph.Clamp;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.FloatGraph.Node;
import org.lexicore.model.network.host.BinaryOperator;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Constant;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.ScalarFunction;

/**
 * Gathers the host's nodes into steps. A node whose tensor a single other node of the host reads, and nobody else, goes into that one's
 * step; a constant goes into every step that reads it. An addition or clamp that would be a layer of its own is the host's where it stands
 * before or behind a host operation: it costs less there than a way through the array.
 */
final class GroupHostNodes {
  private final FloatGraph graph;
  private final Map<String, Host> hosted = new LinkedHashMap<>();
  private final Map<String, Set<String>> readers = new HashMap<>();

  /**
   * A pass over {@code graph}.
   *
   * @param taken nodes that layers carry out
   */
  GroupHostNodes(FloatGraph graph, Set<String> taken) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      node.operands().forEach(operand -> readers.computeIfAbsent(operand, name -> new HashSet<>()).add(node.name()));
    }
    graph.nodes().stream().filter(Host.class::isInstance).forEach(node -> hosted.put(node.name(), (Host) node));
    Set<String> operations = Set.copyOf(hosted.keySet());
    for (Node node : graph.nodes()) {
      boolean besideHost = node.operands().stream().anyMatch(operations::contains) || readers(node).stream().anyMatch(operations::contains);
      if (besideHost && !taken.contains(node.name())) {
        move(node);
      }
    }
  }

  private void move(Node node) {
    switch (node) {
      case Add add ->
          hosted.put(add.name(), new Host(add.name(), add.shape(), List.of(add.left(), add.right()), new Combine(BinaryOperator.ADD)));
      case Clamp clamp -> hosted.put(clamp.name(), new Host(clamp.name(), clamp.shape(), List.of(clamp.input()), clamp(clamp)));
      case Host it -> { }
      case FloatGraph.Input it -> { }
      case FloatGraph.Conv it -> { }
      case FloatGraph.Product it -> { }
      case FloatGraph.MaxPool it -> { }
      case FloatGraph.AveragePool it -> { }
    }
  }

  private static Elementwise clamp(Clamp clamp) {
    return new Elementwise(
        binary(BinaryOperator.MINIMUM, clamp.highest(), binary(BinaryOperator.MAXIMUM, clamp.lowest(), new ScalarFunction.Variable())));
  }

  private static ScalarFunction binary(BinaryOperator operator, double bound, ScalarFunction of) {
    return new ScalarFunction.Binary(operator, of, new ScalarFunction.Literal(bound));
  }

  private Set<String> readers(Node node) {
    return readers.getOrDefault(node.name(), Set.of());
  }

  /** The nodes that are the host's. */
  Set<String> names() {
    return hosted.keySet();
  }

  /** The steps, in the graph's order of their last nodes. */
  List<HostGroup> groups() {
    Map<String, List<Host>> members = new LinkedHashMap<>();
    Map<String, String> last = new HashMap<>();
    for (Node node : graph.nodes().reversed()) {
      if (hosted.containsKey(node.name())) {
        last.put(node.name(), joins(node) ? last.get(readers(node).iterator().next()) : node.name());
      }
    }
    for (Node node : graph.nodes()) {
      Host host = hosted.get(node.name());
      if (host != null && (!(host.operation() instanceof Constant) || isStored(host))) {
        List<Host> group = members.computeIfAbsent(last.get(host.name()), name -> new ArrayList<>());
        constants(host).stream().filter(constant -> !group.contains(constant)).forEach(group::add);
        group.add(host);
      }
    }
    return members.values().stream().map(HostGroup::new).toList();
  }

  private List<Host> constants(Host host) {
    return host.inputs().stream().map(hosted::get).filter(it -> it != null && it.operation() instanceof Constant).toList();
  }

  /** Whether the node's tensor is read by one node of the host alone. */
  private boolean joins(Node node) {
    Set<String> readers = readers(node);
    return readers.size() == 1 && hosted.containsKey(readers.iterator().next()) && !graph.outputs().containsValue(node.name());
  }

  /** Whether somebody other than the host reads a constant. */
  private boolean isStored(Host constant) {
    return graph.outputs().containsValue(constant.name()) || !hosted.keySet().containsAll(readers(constant));
  }
}
