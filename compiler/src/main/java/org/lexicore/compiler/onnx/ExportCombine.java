package org.lexicore.compiler.onnx;

import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.model.network.FloatGraph.Host;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.BinaryOperator;

/**
 * Writes operators on two maps. ONNX repeats only extents of 1: an operand that is repeated in larger pieces meets the other one under axes
 * that are cut, N, C/c, c, H/h, h, W/w, w.
 */
final class ExportCombine {
  private final Host host;
  private final ExportTensors tensors;

  private ExportCombine(Host host, ExportTensors tensors) {
    this.host = host;
    this.tensors = tensors;
  }

  static void write(BinaryOperator operator, Host host, ExportTensors tensors) {
    ExportCombine writer = new ExportCombine(host, tensors);
    String type = ExportHost.type(operator);
    String left = host.inputs().get(0);
    String right = host.inputs().get(1);
    if (writer.isPlain(left) && writer.isPlain(right)) {
      tensors.graph().addNode(Protos.node(type, tensors.name(host.name()), tensors.map(left), tensors.map(right)));
    } else {
      tensors.finish(host.name(), writer.cut(type));
    }
  }

  /** The sum of both operands, N, C, H, W, as a step before the operation itself. */
  static String sum(Host host, ExportTensors tensors) {
    ExportCombine writer = new ExportCombine(host, tensors);
    String name = tensors.name(host.name()) + "/masked";
    String left = host.inputs().get(0);
    String right = host.inputs().get(1);
    if (writer.isPlain(left) && writer.isPlain(right)) {
      return tensors.step("Add", name, NodeProto.newBuilder().addInput(tensors.map(left)).addInput(tensors.map(right)));
    }
    Shape shape = host.shape();
    return tensors.reshape(writer.cut("Add"), name, shape.channels(), shape.height(), shape.width());
  }

  private boolean isPlain(String operand) {
    Shape shape = tensors.shape(operand);
    Shape all = host.shape();
    return isPlain(shape.channels(), all.channels()) && isPlain(shape.height(), all.height()) && isPlain(shape.width(), all.width());
  }

  private static boolean isPlain(int extent, int all) {
    return extent == 1 || extent == all;
  }

  private String cut(String type) {
    String left = cut(host.inputs().get(0), host.inputs().get(1));
    String right = cut(host.inputs().get(1), host.inputs().get(0));
    return tensors.step(type, tensors.name(host.name()) + "/cut", NodeProto.newBuilder().addInput(left).addInput(right));
  }

  private String cut(String operand, String other) {
    int[] own = extents(tensors.shape(operand));
    int[] others = extents(tensors.shape(other));
    int[] all = extents(host.shape());
    int[] dims = new int[6];
    for (int axis = 0; axis < 3; axis++) {
      int inner = Math.min(own[axis] == 1 ? all[axis] : own[axis], others[axis] == 1 ? all[axis] : others[axis]);
      dims[2 * axis] = own[axis] == all[axis] ? all[axis] / inner : 1;
      dims[2 * axis + 1] = own[axis] == 1 ? 1 : inner;
      if (own[axis] != 1 && own[axis] != all[axis] && own[axis] != inner) {
        throw new IllegalStateException(host.name() + ": both operands are repeated along one axis");
      }
    }
    return tensors.reshape(tensors.map(operand), tensors.name(host.name()) + "/operand", dims);
  }

  private static int[] extents(Shape shape) {
    return new int[] {shape.channels(), shape.height(), shape.width()};
  }
}
