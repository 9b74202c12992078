package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.Embed;

/** The ONNX graph while it is written: which names are taken, and which tensors are vectors with the axes N, C instead of N, C, H, W. */
final class ExportTensors {
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final Set<String> vectors = new HashSet<>();
  private final Map<String, String> reshaped = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> whole;

  /** Inputs that are written with the axes N, C. */
  private final Set<String> plainVectors = new HashSet<>();

  ExportTensors(FloatGraph network) {
    whole = whole(network);
    network.ports().forEach((name, port) -> {
      if (!ExportPorts.isWhole(port)) {
        whole.remove(name);
      }
    });
    graph.setName(network.name());
    names.addAll(network.outputs().keySet());
    for (FloatGraph.Node node : network.nodes()) {
      names.add(node.name());
      if (node instanceof Conv conv) {
        names.add(conv.weightName());
      }
    }
    Map<String, Boolean> drawn = new HashMap<>();
    Map<String, Shape> known = new HashMap<>();
    network.nodes().forEach(node -> known.put(node.name(), node.shape()));
    for (FloatGraph.Node node : network.nodes()) {
      String made = network.outputs().getOrDefault(node.name(), node.name());
      if (node instanceof FloatGraph.Input && node.shape().height() * node.shape().width() == 1) {
        FloatGraph.Port port = network.ports().get(node.name());
        if (port == null || ExportPorts.isPlain(port, node.shape(), true)) {
          plainVectors.add(node.name());
        }
      }
      boolean vector = isVector(node, drawn, known);
      drawn.put(node.name(), vector);
      boolean other = !made.equals(node.name()) // an output of that name is another tensor, or has other extents
          || network.outputs().containsKey(node.name()) && network.ports().containsKey(node.name())
              && !ExportPorts.isPlain(network.ports().get(node.name()), node.shape(), vector);
      if (other && !(node instanceof FloatGraph.Input)) {
        renamed.put(node.name(), fresh(node.name() + "/map"));
      }
      shapes.put(name(node.name()), node.shape());
    }
  }

  /** Whether the node will be written with the axes N, C. */
  private boolean isVector(FloatGraph.Node node, Map<String, Boolean> drawn, Map<String, Shape> shapes) {
    return switch (node) {
      case FloatGraph.Input it -> plainVectors.contains(it.name());
      case Conv it -> it.groups() == 1 && OnnxExporter.covers(it.window(), shapes.get(it.input()));
      case FloatGraph.Add it -> drawn.get(it.left()) || drawn.get(it.right());
      case FloatGraph.Clamp it -> drawn.get(it.input());
      case FloatGraph.Host it -> it.operation() instanceof Elementwise && drawn.get(it.inputs().getFirst());
      case FloatGraph.Product it -> false;
      case FloatGraph.MaxPool it -> false;
      case FloatGraph.AveragePool it -> false;
    };
  }

  /** From here on the input's tensor is this map. */
  void setMap(String input, String map) {
    shapes.put(map, shape(input));
    renamed.put(input, map);
  }

  /** The node's tensor is another one's. */
  void setAlias(String node, String of) {
    renamed.put(node, name(of));
  }

  GraphProto.Builder graph() {
    return graph;
  }

  /** The tensor that a node of the network makes. */
  String name(String node) {
    return renamed.getOrDefault(node, node);
  }

  Shape shape(String node) {
    return shapes.get(name(node));
  }

  boolean isVector(String node) {
    return vectors.contains(name(node));
  }

  /** Whether the node is a network input that does nothing but pick rows of tables, and is therefore declared as integers. */
  boolean isWhole(String node) {
    return whole.contains(node);
  }

  private static Set<String> whole(FloatGraph network) {
    Set<String> whole = new HashSet<>();
    network.nodes().stream().filter(FloatGraph.Input.class::isInstance).forEach(input -> whole.add(input.name()));
    network.nodes().stream()
        .filter(node -> !(node instanceof FloatGraph.Host host && host.operation() instanceof Embed))
        .forEach(node -> whole.removeAll(node.operands()));
    whole.removeAll(network.outputs().values());
    return whole;
  }

  void setVector(String node, boolean vector) {
    if (vector) {
      vectors.add(name(node));
    }
  }

  String fresh(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  /** The node's tensor with the axes wanted, reshaped once where it has the others. */
  String as(String node, boolean vector) {
    String tensor = name(node);
    if (isVector(node) == vector) {
      return tensor;
    }
    String known = reshaped.get(tensor);
    if (known == null) {
      known = fresh(tensor + (vector ? "/vector" : "/map"));
      if (vector) {
        graph.addNode(Protos.node("Flatten", known, tensor));
      } else {
        graph.addNode(Protos.node("Reshape", known, tensor, integers(known + "/extents", -1, shape(node).channels(), 1, 1)));
      }
      reshaped.put(tensor, known);
    }
    return known;
  }

  /** The node's tensor with the axes N, C, H, W. */
  String map(String node) {
    return as(node, false);
  }

  /** Adds a node that makes a tensor of the wanted name, or one like it, and gives its name. */
  String step(String type, String wanted, NodeProto.Builder node) {
    String name = fresh(wanted);
    graph.addNode(node.setOpType(type).setName(name).clearOutput().addOutput(name));
    return name;
  }

  /** Reshapes a tensor under a free batch. */
  String reshape(String tensor, String wanted, int... extents) {
    return step("Reshape", wanted, Protos.node("", "", tensor, batched(wanted, extents)));
  }

  /** Makes a node's own tensor, N, C, H, W, of one with other axes. */
  void finish(String node, String tensor) {
    Shape shape = shape(node);
    String extents = batched(name(node), shape.channels(), shape.height(), shape.width());
    graph.addNode(Protos.node("Reshape", name(node), tensor, extents));
  }

  private String batched(String wanted, int... extents) {
    long[] all = new long[extents.length + 1];
    all[0] = -1;
    for (int axis = 0; axis < extents.length; axis++) {
      all[axis + 1] = extents[axis];
    }
    return integers(wanted + "/extents", all);
  }

  String integers(String wanted, long... values) {
    String name = fresh(wanted);
    graph.addInitializer(Protos.integers(name, values));
    return name;
  }

  String number(String wanted, float value) {
    return floats(wanted, new float[] {value});
  }

  String floats(String wanted, float[] values, int... dims) {
    String name = fresh(wanted);
    graph.addInitializer(Protos.floats(name, values, dims));
    return name;
  }

  void initializer(TensorProto tensor) {
    graph.addInitializer(tensor);
  }

  /** The extents in which a node's tensor is declared; 0 is a free batch. */
  int[] dims(String node) {
    Shape shape = shape(node);
    return isVector(node)
        ? new int[] {0, shape.channels()}
        : new int[] {0, shape.channels(), shape.height(), shape.width()};
  }
}
