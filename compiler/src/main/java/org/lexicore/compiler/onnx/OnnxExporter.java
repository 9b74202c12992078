package org.lexicore.compiler.onnx;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.TensorProto.DataType;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;
import org.lexicore.model.network.host.Elementwise;
import org.lexicore.model.network.host.Normalise;
import org.lexicore.model.network.host.ScalarFunction;

/**
 * Writes a {@link FloatGraph} as ONNX: BatchNormalization stays folded, tensors and weights keep their names, so that importing the file
 * again gives the same graph.
 *
 * <p>A convolution whose kernel covers its map becomes Flatten and Gemm; vectors have the axes N, C and maps N, C, H, W, with a free batch.
 */
public final class OnnxExporter {
  /** Opset 13 in IR version 7: old enough for every runtime, and initializers need not be inputs. */
  private static final int OPSET = 13;

  private static final int IR_VERSION = 7;

  /** The first opset that has LayerNormalization, and its IR version. */
  private static final int NORMALISING_OPSET = 17;

  private static final int NORMALISING_IR_VERSION = 8;

  /**
   * Bytes of float weights that a model holds itself: a protobuf message is read into memory as a whole, and of 2 GiB on it
   * cannot be read.
   */
  private static final long MOST_INSIDE = 1L << 30;

  /** Makes an initializer of a weight's values. */
  @FunctionalInterface
  private interface WeightStore {
    TensorProto floats(String name, float[] values, int... dims);
  }

  private final FloatGraph network;
  private final boolean expand;
  private final WeightStore store;
  private final ExportTensors tensors;
  private final Set<String> weights = new HashSet<>();

  private OnnxExporter(FloatGraph network, boolean expand, WeightStore store) {
    this.network = network;
    this.expand = expand;
    this.store = store;
    this.tensors = new ExportTensors(network);
  }

  /** The network with compressed weights as graph inputs that have no initializer; {@code file} only names it in messages. */
  public static OnnxModel compressed(FloatGraph network, Path file) {
    return new OnnxExporter(network, false, Protos::floats).export(file);
  }

  /** The network with every weight in float; {@code file} only names it in messages. */
  public static OnnxModel plain(FloatGraph network, Path file) {
    return new OnnxExporter(network, true, Protos::floats).export(file);
  }

  /** Whether the weights in float are too many for the model itself and need a file beside it. */
  public static boolean needsDataFile(FloatGraph network) {
    return network.convolutions().mapToLong(conv -> conv.weight().size() * Float.BYTES).sum() > MOST_INSIDE;
  }

  /**
   * As {@link #plain(FloatGraph, Path)}, with the weights in a file of their own, one by one: they need not fit into memory.
   *
   * @param data where that file is written
   * @param location how the model calls it, from its own folder
   */
  public static OnnxModel plain(FloatGraph network, Path file, Path data, String location) {
    try (DataFile weights = new DataFile(data, location)) {
      return new OnnxExporter(network, true, weights::floats).export(file);
    }
  }

  /** What a node's tensor is called in the file: as the node, but where an output of that name is another tensor. */
  public static UnaryOperator<String> names(FloatGraph network) {
    return new ExportTensors(network)::name;
  }

  private OnnxModel export(Path file) {
    network.nodes().forEach(this::write);
    network.outputs().forEach(this::writeOutput);
    boolean normalises = network.nodes().stream().anyMatch(it -> it instanceof FloatGraph.Host host && host.operation() instanceof Normalise);
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(normalises ? NORMALISING_IR_VERSION : IR_VERSION)
            .setProducerName("lexicore")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(normalises ? NORMALISING_OPSET : OPSET))
            .setGraph(tensors.graph())
            .build();
    return new OnnxModel(file, model);
  }

  private void write(FloatGraph.Node node) {
    switch (node) {
      case FloatGraph.Input input when isGiven(input) -> {
        FloatGraph.Port port = network.ports().get(input.name());
        boolean vector = ExportPorts.isPlain(port, input.shape(), true);
        if (vector || ExportPorts.isPlain(port, input.shape(), false)) {
          tensors.setVector(input.name(), vector);
          tensors.graph().addInput(Protos.value(input.name(), ExportPorts.dims(port)));
        } else {
          tensors.setMap(input.name(), ExportPorts.input(input.name(), port, input.shape(), tensors.isWhole(input.name()), tensors));
        }
      }
      case FloatGraph.Input input -> {
        tensors.setVector(input.name(), isVector(input.shape()));
        boolean whole = tensors.isWhole(input.name());
        String name = tensors.name(input.name());
        tensors.graph().addInput(whole ? Protos.wholeValue(name, tensors.dims(input.name())) : Protos.value(name, tensors.dims(input.name())));
      }
      case Conv conv -> write(conv);
      case FloatGraph.Add add -> {
        boolean vector = tensors.isVector(add.left()) || tensors.isVector(add.right());
        add("Add", add.name(), tensors.as(add.left(), vector), tensors.as(add.right(), vector));
        tensors.setVector(add.name(), vector);
      }
      case FloatGraph.Clamp clamp -> write(clamp);
      case FloatGraph.MaxPool pool -> windowed(add("MaxPool", pool.name(), tensors.map(pool.input())), pool.window());
      case FloatGraph.AveragePool pool ->
          windowed(add("AveragePool", pool.name(), tensors.map(pool.input())), pool.window())
              .addAttribute(Protos.integer("count_include_pad", pool.countPadding() ? 1 : 0));
      case FloatGraph.Product product -> ExportProduct.write(product, tensors);
      case FloatGraph.Host host -> {
        if (isInputItself(host)) {
          tensors.setAlias(host.name(), host.inputs().getFirst());
        } else {
          ExportHost.write(host, tensors);
        }
      }
    }
  }

  /** Adds the ONNX node that makes a network node's tensor. */
  private NodeProto.Builder add(String type, String node, String... operands) {
    return tensors.graph().addNodeBuilder().mergeFrom(Protos.node(type, tensors.name(node), operands).build());
  }

  private void write(Conv conv) {
    Shape map = tensors.shape(conv.input());
    boolean vector = conv.groups() == 1 && covers(conv.window(), map);
    String bias = tensors.fresh(conv.name() + "/bias");
    writeWeight(conv, vector);
    tensors.initializer(Protos.floats(bias, conv.bias(), conv.bias().length));
    if (vector) {
      add("Gemm", conv.name(), tensors.as(conv.input(), true), conv.weightName(), bias).addAttribute(Protos.integer("transB", 1));
    } else {
      windowed(add("Conv", conv.name(), tensors.map(conv.input()), conv.weightName(), bias), conv.window())
          .addAttribute(Protos.integerList("dilations", conv.window().dilationY(), conv.window().dilationX()))
          .addAttribute(Protos.integer("group", conv.groups()));
    }
    tensors.setVector(conv.name(), vector);
  }

  private void writeWeight(Conv conv, boolean vector) {
    FloatGraph.Weight weight = conv.weight();
    int[] kernel = {weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX()};
    int[] dims = vector ? new int[] {kernel[0], kernel[1] * kernel[2] * kernel[3]} : kernel;
    if (!weights.add(conv.weightName())) {
      return; // two layers share it
    }
    if (expand || weight instanceof FloatGraph.RealWeight) {
      tensors.initializer(store.floats(conv.weightName(), weight.values(), dims));
    } else {
      tensors.graph().addInput(Protos.value(conv.weightName(), dims));
    }
  }

  private void write(FloatGraph.Clamp clamp) {
    boolean vector = tensors.isVector(clamp.input());
    String input = tensors.as(clamp.input(), vector);
    if (clamp.lowest() == 0 && clamp.highest() == Float.POSITIVE_INFINITY) {
      add("Relu", clamp.name(), input);
    } else {
      String lowest = tensors.number(clamp.name() + "/lowest", clamp.lowest());
      add("Clip", clamp.name(), input, lowest, tensors.number(clamp.name() + "/highest", clamp.highest()));
    }
    tensors.setVector(clamp.name(), vector);
  }

  private boolean isGiven(FloatGraph.Input input) {
    return network.ports().containsKey(input.name());
  }

  /** Whether a node is there only because an output is an input: importing makes it again. */
  private boolean isInputItself(FloatGraph.Host host) {
    return host.operation() instanceof Elementwise it && it.function() instanceof ScalarFunction.Variable
        && network.outputs().containsValue(host.name())
        && network.nodes().stream().anyMatch(node -> node instanceof FloatGraph.Input && node.name().equals(host.inputs().getFirst()));
  }

  private void writeOutput(String output, String node) {
    if (network.nodes().stream().anyMatch(it -> it instanceof FloatGraph.Input && it.name().equals(output))) {
      FloatGraph.Port port = network.ports().get(output);
      tensors.graph().addOutput(port == null
          ? Protos.value(output, tensors.dims(output))
          : Protos.value(DataType.valueOf(port.type()), output, ExportPorts.dims(port)));
      return;
    }
    FloatGraph.Port given = network.ports().get(output);
    if (given != null) {
      if (!ExportPorts.isPlain(given, tensors.shape(node), tensors.isVector(node))) {
        ExportPorts.output(output, given, tensors.name(node), tensors);
      } else if (!output.equals(tensors.name(node))) {
        tensors.graph().addNode(Protos.node("Identity", output, tensors.name(node)));
      }
      tensors.graph().addOutput(Protos.value(DataType.valueOf(given.type()), output, ExportPorts.dims(given)));
      return;
    }
    boolean vector = tensors.isVector(node);
    String tensor = tensors.name(node);
    if (!output.equals(tensor)) {
      boolean flatten = isVector(tensors.shape(node)) && !vector;
      tensors.graph().addNode(Protos.node(flatten ? "Flatten" : "Identity", output, tensor));
      vector |= flatten;
    }
    Shape shape = tensors.shape(node);
    int[] dims = vector ? new int[] {0, shape.channels()} : new int[] {0, shape.channels(), shape.height(), shape.width()};
    tensors.graph().addOutput(Protos.value(output, dims));
  }

  private static boolean isVector(Shape shape) {
    return shape.height() == 1 && shape.width() == 1;
  }

  static boolean covers(Window window, Shape map) {
    return window.equals(new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0));
  }

  private static NodeProto.Builder windowed(NodeProto.Builder node, Window window) {
    return node.addAttribute(Protos.integerList("kernel_shape", window.kernelY(), window.kernelX()))
        .addAttribute(Protos.integerList("pads", window.top(), window.left(), window.bottom(), window.right()))
        .addAttribute(Protos.integerList("strides", window.strideY(), window.strideX()));
  }
}
