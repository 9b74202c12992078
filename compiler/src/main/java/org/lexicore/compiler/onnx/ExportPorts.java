package org.lexicore.compiler.onnx;

import java.util.List;
import java.util.stream.IntStream;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.TensorProto.DataType;
import org.lexicore.model.network.FloatGraph.Port;
import org.lexicore.model.network.Shape;

/**
 * Writes inputs and outputs as the file declared them that was given: a Reshape and a Cast lie between them and maps of
 * real numbers.
 */
final class ExportPorts {
  private ExportPorts() {}

  /** Whether a tensor of that shape is declared just so: N, C, H, W, or N, C of a vector, in float. */
  static boolean isPlain(Port port, Shape shape, boolean vector) {
    List<Integer> behind = port.dims().isEmpty() ? List.of() : port.dims().subList(1, port.dims().size());
    List<Integer> plain = vector ? List.of(shape.channels()) : List.of(shape.channels(), shape.height(), shape.width());
    return port.type().equals(DataType.FLOAT.name()) && !port.dims().isEmpty() && (port.batch() || port.dims().getFirst() == 1) && behind.equals(plain);
  }

  static boolean isWhole(Port port) {
    return switch (DataType.valueOf(port.type())) {
      case INT64, INT32 -> true;
      default -> false;
    };
  }

  /**
   * Declares an input, and gives the tensor that holds it as a map.
   *
   * @param whole whether it stays integers
   */
  static String input(String name, Port port, Shape shape, boolean whole, ExportTensors tensors) {
    tensors.graph().addInput(Protos.value(DataType.valueOf(port.type()), name, dims(port)));
    String real = name;
    if (!whole && !port.type().equals(DataType.FLOAT.name())) {
      real = tensors.step("Cast", name + "/real", cast(DataType.FLOAT, name));
    }
    String extents = tensors.integers(name + "/extents", -1, shape.channels(), shape.height(), shape.width());
    return tensors.step("Reshape", name + "/map", NodeProto.newBuilder().addInput(real).addInput(extents));
  }

  /** Makes an output of the tensor that holds its elements. */
  static void output(String name, Port port, String tensor, ExportTensors tensors) {
    long[] wanted = port.dims().stream().mapToLong(Integer::longValue).toArray();
    if (port.batch()) {
      wanted[0] = -1;
    }
    DataType type = DataType.valueOf(port.type());
    NodeProto.Builder reshape = NodeProto.newBuilder().addInput(tensor).addInput(tensors.integers(name + "/extents", wanted));
    if (type == DataType.FLOAT) {
      tensors.graph().addNode(reshape.setOpType("Reshape").setName(name).addOutput(name));
    } else {
      String reshaped = tensors.step("Reshape", name + "/reshaped", reshape);
      tensors.graph().addNode(cast(type, reshaped).setOpType("Cast").setName(name).addOutput(name));
    }
  }

  private static NodeProto.Builder cast(DataType type, String tensor) {
    return NodeProto.newBuilder().addInput(tensor).addAttribute(Protos.integer("to", type.getNumber()));
  }

  static int[] dims(Port port) {
    return IntStream.range(0, port.dims().size()).map(axis -> port.dims().get(axis)).toArray();
  }
}
