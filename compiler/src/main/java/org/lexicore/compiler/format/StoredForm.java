package org.lexicore.compiler.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lexicore.compiler.onnx.OnnxExporter;
import org.lexicore.compiler.onnx.OnnxImporter;
import org.lexicore.compiler.onnx.OnnxModel;
import org.lexicore.compiler.onnx.WeightSource;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.host.Combine;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.HostOperation;

/**
 * The form in which a network comes back from its file. Importing joins and splits nodes by what it sees, so that a graph which was drawn or
 * rewritten may be read as other nodes of the same function; scales are stored by node, and must be those of the nodes that are read.
 */
public final class StoredForm {
  /** A pass may uncover what the next one joins; more than a few would mean that export and import undo each other. */
  private static final int MOST = 8;

  private StoredForm() {}

  /**
   * The same function as {@code graph}, of nodes that stay what they are when written and read.
   *
   * @throws org.lexicore.model.InputException if what would be written cannot be read
   */
  public static FloatGraph of(FloatGraph graph) {
    FloatGraph settled = graph;
    for (int i = 0; i < MOST; i++) {
      FloatGraph read = read(settled);
      if (outline(read).equals(outline(written(settled)))) {
        return settled;
      }
      settled = read;
    }
    throw new IllegalStateException(graph.name() + ": is read as another graph each time that it is written: " + difference(settled));
  }

  private static FloatGraph written(FloatGraph graph) {
    return RenameNodes.of(graph, OnnxExporter.names(graph));
  }

  /** What is read, under the names that were written where a node holds the elements of a tensor of the file. */
  private static FloatGraph read(FloatGraph graph) {
    Map<String, IntegerWeight> weights = new LinkedHashMap<>();
    graph.convolutions()
        .filter(conv -> conv.weight() instanceof IntegerWeight)
        .forEach(conv -> weights.put(conv.weightName(), (IntegerWeight) conv.weight()));
    OnnxModel model = OnnxExporter.compressed(graph, Path.of(graph.name() + ".onnx"));
    OnnxImporter.Imported imported = OnnxImporter.trace(model, WeightSource.of(weights));
    Set<String> known = names(written(graph));
    Set<String> made = names(imported.graph());
    Map<String, String> tensors = new HashMap<>();
    imported.holders().forEach((tensor, node) -> {
      if (known.contains(tensor) && !known.contains(node) && !made.contains(tensor)) {
        tensors.merge(node, tensor, (one, other) -> one.compareTo(other) < 0 ? one : other);
      }
    });
    FloatGraph read = imported.graph().named(graph.name());
    return RenameNodes.of(read, name -> tensors.getOrDefault(name, name));
  }

  private static Set<String> names(FloatGraph graph) {
    return graph.nodes().stream().map(FloatGraph.Node::name).collect(Collectors.toSet());
  }

  private static String difference(FloatGraph graph) {
    List<String> read = new ArrayList<>(outline(read(graph)));
    List<String> written = new ArrayList<>(outline(written(graph)));
    List<String> both = new ArrayList<>(read);
    both.retainAll(written);
    read.removeAll(both);
    written.removeAll(both);
    return written + " became " + read;
  }

  /** What a tensor's scale hangs on: names, shapes, who reads what, and which steps the nodes become. */
  private static List<String> outline(FloatGraph graph) {
    return Stream.concat(Stream.of(graph.outputs().toString()), graph.nodes().stream().map(StoredForm::outline)).toList();
  }

  private static String outline(FloatGraph.Node node) {
    String kind = switch (node) {
      case Conv it -> it.weightName() + it.window() + it.groups();
      case FloatGraph.Host it -> outline(it.operation());
      case FloatGraph.Clamp it -> it.lowest() + " " + it.highest();
      case FloatGraph.MaxPool it -> it.window().toString();
      case FloatGraph.AveragePool it -> it.window().toString() + it.countPadding();
      case FloatGraph.Product it -> it.groups() + it.outputs().name();
      case FloatGraph.Input it -> "";
      case FloatGraph.Add it -> "";
    };
    return String.join(" ", node.getClass().getSimpleName(), node.name(), node.shape().toString(), node.operands().toString(), kind);
  }

  private static String outline(HostOperation operation) {
    return operation instanceof Elementwise || operation instanceof Combine ? operation.toString() : operation.getClass().getSimpleName();
  }
}
