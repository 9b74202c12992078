package org.lexicore.compiler.quantise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Add;
import org.lexicore.model.network.FloatGraph.AveragePool;
import org.lexicore.model.network.FloatGraph.Clamp;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.FloatGraph.Input;
import org.lexicore.model.network.FloatGraph.MaxPool;
import org.lexicore.model.network.FloatGraph.Node;
import org.lexicore.model.network.FloatGraph.Product;
import org.lexicore.model.network.QuantisedLayer.PoolKind;

/**
 * Pass 2: gathers nodes into layers.
 *
 * <p>A layer grows forward from its first node as long as the tensor has a single use and the next node still fits in the order
 * convolution or product, addition, clamp, pool. A node that none of those took along starts a layer with identity weights, unless it is the
 * host's ({@link GroupHostNodes}). Steps run at the place of their last node, where every operand is there.
 */
final class FuseNodes {
  private final FloatGraph graph;
  private final Map<String, List<Node>> consumers = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, Node> byName = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Additions whose sums only the host reads: it adds them itself, in real numbers, of which a byte would keep too little. */
  private final Set<String> addedByHost = new HashSet<>();

  private FuseNodes(FloatGraph graph) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      positions.put(node.name(), positions.size());
      byName.put(node.name(), node);
      node.operands().forEach(operand -> consumers.computeIfAbsent(operand, name -> new ArrayList<>()).add(node));
    }
    for (Node node : graph.nodes().reversed()) {
      List<Node> readers = consumers.getOrDefault(node.name(), List.of());
      if (node instanceof Add && !readers.isEmpty() && readers.stream().allMatch(it -> it instanceof Host || addedByHost.contains(it.name()))) {
        addedByHost.add(node.name());
      }
    }
  }

  /** The steps of {@code graph} in an order in which they can run. */
  static List<StepGroup> fuse(FloatGraph graph) {
    FuseNodes fuser = new FuseNodes(graph);
    List<StepGroup> groups = new ArrayList<>();
    // Convolutions first: an addition or pool that one of them can take along needs no layer of its own.
    graph.nodes().stream().filter(FuseNodes::multiplies).forEach(node -> groups.add(fuser.grow(node)));
    GroupHostNodes host = new GroupHostNodes(graph, fuser.taken);
    groups.addAll(host.groups());
    fuser.taken.addAll(host.names()); // a layer that begins with an addition must not take the host's clamp along
    graph.nodes().stream()
        .filter(node -> !(node instanceof Input))
        .forEach(node -> {
          if (!fuser.taken.contains(node.name())) {
            groups.add(fuser.grow(node));
          }
        });
    groups.sort(Comparator.comparing(group -> fuser.positions.get(group.last().name())));
    return groups;
  }

  private static boolean multiplies(Node node) {
    return node instanceof Conv || node instanceof Product;
  }

  private LayerGroup grow(Node first) {
    List<Node> members = new ArrayList<>();
    String input = first.operands().getFirst();
    Optional<Conv> conv = Optional.empty();
    Optional<Product> product = Optional.empty();
    Optional<String> residual = Optional.empty();
    float lowest = Float.NEGATIVE_INFINITY;
    float highest = Float.POSITIVE_INFINITY;
    Optional<FusedPool> pool = Optional.empty();
    for (Optional<Node> next = Optional.of(first); next.isPresent(); next = next(members, pool)) {
      Node node = next.get();
      switch (node) {
        case Conv it -> conv = Optional.of(it);
        case Product it -> product = Optional.of(it);
        case Add it -> residual = Optional.of(other(it, members.isEmpty() ? it.left() : members.getLast().name()));
        case Clamp it -> {
          lowest = clamp(lowest, it);
          highest = clamp(highest, it);
        }
        case MaxPool it -> pool = Optional.of(FusedPool.of(it));
        case AveragePool it -> pool = Optional.of(FusedPool.of(it, byName.get(it.input()).shape()));
        case Input it -> throw new IllegalStateException("an input follows nothing");
        case Host it -> throw new IllegalStateException("the host's work is no layer's");
      }
      members.add(node);
      taken.add(node.name());
    }
    return new LayerGroup(input, conv, product, residual, lowest, highest, pool, List.copyOf(members));
  }

  private static float clamp(float value, Clamp clamp) {
    return Math.min(clamp.highest(), Math.max(clamp.lowest(), value));
  }

  private static String other(Add add, String one) {
    return add.left().equals(one) ? add.right() : add.left();
  }

  /** The node that the layer takes along next, if its result so far is used there alone and the drain can do it. */
  private Optional<Node> next(List<Node> members, Optional<FusedPool> pool) {
    Node last = members.getLast();
    List<Node> users = consumers.getOrDefault(last.name(), List.of());
    if (users.size() != 1 || graph.outputs().containsValue(last.name()) || taken.contains(users.getFirst().name())) {
      return Optional.empty();
    }
    Node next = users.getFirst();
    boolean fits = switch (next) {
      case Input it -> false;
      case Conv it -> false;
      case Product it -> false;
      case Host it -> false;
      case Add it -> multiplies(last) && !addedByHost.contains(it.name()) && !takenByLaterConvolution(it, last.name());
      // A clamp after a maximum is the same before it; after an average it is not.
      case Clamp it -> pool.isEmpty() || pool.get().kind() == PoolKind.MAX;
      case MaxPool it -> pool.isEmpty();
      case AveragePool it -> pool.isEmpty();
    };
    return fits ? Optional.of(next) : Optional.empty();
  }

  /** Whether both operands are convolutions or products of a single use and the other one comes later: the later one takes the addition. */
  private boolean takenByLaterConvolution(Add add, String one) {
    String other = other(add, one);
    return multiplies(byName.get(other))
        && consumers.get(other).size() == 1
        && !graph.outputs().containsValue(other)
        && positions.get(other) > positions.get(one);
  }
}
