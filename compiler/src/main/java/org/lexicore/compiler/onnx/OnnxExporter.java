package org.lexicore.compiler.onnx;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.Window;

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

  private final FloatGraph network;
  private final boolean expand;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Set<String> vectors = new HashSet<>();
  private final Map<String, String> reshaped = new HashMap<>();
  private final Set<String> weights = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  private OnnxExporter(FloatGraph network, boolean expand) {
    this.network = network;
    this.expand = expand;
    for (FloatGraph.Node node : network.nodes()) {
      names.add(node.name());
      if (node instanceof Conv conv) {
        names.add(conv.weightName());
      }
    }
    network.outputs().keySet().forEach(names::add);
  }

  /** The network with compressed weights as graph inputs that have no initializer; {@code file} only names it in messages. */
  public static OnnxModel compressed(FloatGraph network, Path file) {
    return new OnnxExporter(network, false).export(file);
  }

  /** The network with every weight in float; {@code file} only names it in messages. */
  public static OnnxModel plain(FloatGraph network, Path file) {
    return new OnnxExporter(network, true).export(file);
  }

  private OnnxModel export(Path file) {
    graph.setName(network.name());
    for (FloatGraph.Node node : network.nodes()) {
      shapes.put(node.name(), node.shape());
      write(node);
    }
    network.outputs().forEach(this::writeOutput);
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("lexicore")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph)
            .build();
    return new OnnxModel(file, model);
  }

  private void write(FloatGraph.Node node) {
    switch (node) {
      case FloatGraph.Input input -> {
        if (isVector(input.shape())) {
          vectors.add(input.name());
        }
        graph.addInput(Protos.value(input.name(), dims(input.name())));
      }
      case Conv conv -> write(conv);
      case FloatGraph.Add add -> {
        boolean vector = vectors.contains(add.left()) || vectors.contains(add.right());
        graph.addNode(Protos.node("Add", add.name(), as(add.left(), vector), as(add.right(), vector)));
        keepVector(add.name(), vector);
      }
      case FloatGraph.Clamp clamp -> write(clamp);
      case FloatGraph.MaxPool pool -> graph.addNode(windowed(Protos.node("MaxPool", pool.name(), as(pool.input(), false)), pool.window()));
      case FloatGraph.AveragePool pool ->
          graph.addNode(
              windowed(Protos.node("AveragePool", pool.name(), as(pool.input(), false)), pool.window())
                  .addAttribute(Protos.integer("count_include_pad", pool.countPadding() ? 1 : 0)));
      case FloatGraph.Product product -> throw new IllegalStateException(product.name() + ": the importer makes no products yet");
      case FloatGraph.Host host -> throw new IllegalStateException(host.name() + ": the importer makes no host operations yet");
    }
  }

  private void write(Conv conv) {
    Shape map = shapes.get(conv.input());
    boolean vector = conv.groups() == 1 && covers(conv.window(), map);
    String bias = fresh(conv.name() + "/bias");
    writeWeight(conv, vector);
    graph.addInitializer(Protos.floats(bias, conv.bias(), conv.bias().length));
    if (vector) {
      NodeProto.Builder gemm = Protos.node("Gemm", conv.name(), as(conv.input(), true), conv.weightName(), bias);
      graph.addNode(gemm.addAttribute(Protos.integer("transB", 1)));
    } else {
      NodeProto.Builder node = Protos.node("Conv", conv.name(), as(conv.input(), false), conv.weightName(), bias);
      graph.addNode(
          windowed(node, conv.window())
              .addAttribute(Protos.integerList("dilations", conv.window().dilationY(), conv.window().dilationX()))
              .addAttribute(Protos.integer("group", conv.groups())));
    }
    keepVector(conv.name(), vector);
  }

  private void writeWeight(Conv conv, boolean vector) {
    FloatGraph.Weight weight = conv.weight();
    int[] kernel = {weight.outputs(), weight.inputsPerGroup(), weight.kernelY(), weight.kernelX()};
    int[] dims = vector ? new int[] {kernel[0], kernel[1] * kernel[2] * kernel[3]} : kernel;
    if (!weights.add(conv.weightName())) {
      return; // two layers share it
    }
    if (expand || weight instanceof FloatGraph.FloatWeight) {
      graph.addInitializer(Protos.floats(conv.weightName(), weight.values(), dims));
    } else {
      graph.addInput(Protos.value(conv.weightName(), dims));
    }
  }

  private void write(FloatGraph.Clamp clamp) {
    boolean vector = vectors.contains(clamp.input());
    String input = as(clamp.input(), vector);
    if (clamp.lowest() == 0 && clamp.highest() == Float.POSITIVE_INFINITY) {
      graph.addNode(Protos.node("Relu", clamp.name(), input));
    } else {
      String lowest = bound(clamp.name() + "/lowest", clamp.lowest());
      String highest = bound(clamp.name() + "/highest", clamp.highest());
      graph.addNode(Protos.node("Clip", clamp.name(), input, lowest, highest));
    }
    keepVector(clamp.name(), vector);
  }

  private String bound(String wanted, float value) {
    String name = fresh(wanted);
    graph.addInitializer(Protos.floats(name, new float[] {value}));
    return name;
  }

  private void writeOutput(String output, String tensor) {
    if (!output.equals(tensor)) {
      boolean flatten = isVector(shapes.get(tensor)) && !vectors.contains(tensor);
      graph.addNode(Protos.node(flatten ? "Flatten" : "Identity", output, tensor));
      keepVector(output, flatten || vectors.contains(tensor));
      shapes.put(output, shapes.get(tensor));
    }
    graph.addOutput(Protos.value(output, dims(output)));
  }

  /** The tensor's name with the axes wanted, reshaped once where it has the others. */
  private String as(String tensor, boolean vector) {
    if (vectors.contains(tensor) == vector) {
      return tensor;
    }
    String known = reshaped.get(tensor);
    if (known != null) {
      return known;
    }
    String name = fresh(tensor + (vector ? "/vector" : "/map"));
    if (vector) {
      graph.addNode(Protos.node("Flatten", name, tensor));
    } else {
      String extents = fresh(name + "/extents");
      graph.addInitializer(Protos.integers(extents, -1, shapes.get(tensor).channels(), 1, 1));
      graph.addNode(Protos.node("Reshape", name, tensor, extents));
    }
    reshaped.put(tensor, name);
    return name;
  }

  private void keepVector(String tensor, boolean vector) {
    if (vector) {
      vectors.add(tensor);
    }
  }

  private int[] dims(String tensor) {
    Shape shape = shapes.get(tensor);
    return vectors.contains(tensor)
        ? new int[] {0, shape.channels()}
        : new int[] {0, shape.channels(), shape.height(), shape.width()};
  }

  private String fresh(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  private static boolean isVector(Shape shape) {
    return shape.height() == 1 && shape.width() == 1;
  }

  private static boolean covers(Window window, Shape map) {
    return window.equals(new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0));
  }

  private static NodeProto.Builder windowed(NodeProto.Builder node, Window window) {
    return node.addAttribute(Protos.integerList("kernel_shape", window.kernelY(), window.kernelX()))
        .addAttribute(Protos.integerList("pads", window.top(), window.left(), window.bottom(), window.right()))
        .addAttribute(Protos.integerList("strides", window.strideY(), window.strideX()));
  }
}
