package org.lexicore.compiler.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;
import org.lexicore.model.InputException;

/**
 * Moves weights out of an ONNX model and back: a compressed weight is a graph input without an initializer.
 *
 * <p>Everything else in the model stays as it is; in particular BatchNormalization is not folded. {@link OnnxExporter} writes the folded
 * network.
 */
public final class OnnxModelEditor {
  private final Path file;
  private final OnnxModel original;
  private final GraphProto.Builder graph;

  /** Edits a copy of {@code model}. */
  public OnnxModelEditor(OnnxModel model) {
    this.file = model.file();
    this.original = model;
    this.graph = model.proto().getGraph().toBuilder();
  }

  /**
   * Removes the values of an initializer or Constant node and declares it as a graph input of its extents.
   *
   * @throws InputException if the model has no such constant
   */
  public OnnxModelEditor initializerToInput(String weight) {
    TensorProto removed = remove(weight);
    int[] dims = removed.getDimsList().stream().mapToInt(Long::intValue).toArray();
    if (inputIndex(weight) < 0) {
      graph.addInput(Protos.value(weight, dims));
    }
    return this;
  }

  /**
   * Gives a graph input values and makes it an initializer.
   *
   * @param values in C order, as many as the input's extents say
   * @throws InputException if the model has no such input, or its extents ask for another number of values
   */
  public OnnxModelEditor inputToInitializer(String weight, float[] values) {
    int index = inputIndex(weight);
    if (index < 0) {
      throw new InputException(file.getFileName() + ": has no input \"" + weight + "\"; give the model of the compressed network");
    }
    ValueInfoProto input = graph.getInput(index);
    int[] dims = input.getType().getTensorType().getShape().getDimList().stream().mapToInt(dim -> (int) dim.getDimValue()).toArray();
    if (Arrays.stream(dims).asLongStream().reduce(1, (a, b) -> a * b) != values.length) {
      throw new InputException(
          file.getFileName() + ": input \"" + weight + "\" is " + Extents.text(dims) + ", the weights file has " + values.length
              + " values for it; give files that belong together");
    }
    graph.removeInput(index).addInitializer(Protos.floats(weight, values, dims));
    return this;
  }

  /** The edited model; its file is still the one that was read. */
  public OnnxModel model() {
    return new OnnxModel(file, original.proto().toBuilder().setGraph(graph).build());
  }

  private TensorProto remove(String weight) {
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      if (graph.getInitializer(i).getName().equals(weight)) {
        TensorProto removed = graph.getInitializer(i);
        graph.removeInitializer(i);
        return removed;
      }
    }
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeProto node = graph.getNode(i);
      if (node.getOpType().equals("Constant") && node.getOutputList().contains(weight)) {
        graph.removeNode(i);
        return new Attributes(node)
            .tensor("value")
            .orElseThrow(() -> new InputException(file.getFileName() + ": \"" + weight + "\" is no tensor; export the network again"));
      }
    }
    throw new InputException(file.getFileName() + ": holds no weight \"" + weight + "\"; " + remedy());
  }

  private String remedy() {
    List<String> names = new ArrayList<>();
    graph.getInitializerList().stream().limit(5).forEach(initializer -> names.add(initializer.getName()));
    return names.isEmpty() ? "it holds no weights at all" : "its weights are " + String.join(", ", names) + ", ...";
  }

  private int inputIndex(String name) {
    for (int i = 0; i < graph.getInputCount(); i++) {
      if (graph.getInput(i).getName().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
