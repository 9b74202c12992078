package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.Map;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.model.network.host.ScalarFunction;
import org.lexicore.model.network.host.UnaryOperator;

/** Writes an expression of one variable as ONNX nodes; what stands in it twice is written once. */
final class ExportFunction {
  private final String name;
  private final String operand;
  private final ExportTensors tensors;
  private final Map<ScalarFunction, String> written = new HashMap<>();

  ExportFunction(String name, String operand, ExportTensors tensors) {
    this.name = name;
    this.operand = operand;
    this.tensors = tensors;
  }

  /** Adds the function's values under the name. */
  void write(ScalarFunction function) {
    NodeProto.Builder last =
        switch (function) {
          case ScalarFunction.Variable it -> Protos.node("Identity", name, operand);
          case ScalarFunction.Literal it -> throw new IllegalStateException(name + ": a constant is no function");
          case ScalarFunction.Unary it -> node(it);
          case ScalarFunction.Binary it -> node(it);
        };
    tensors.graph().addNode(last.setName(name).clearOutput().addOutput(name));
  }

  private String value(ScalarFunction function) {
    String known = written.get(function);
    if (known == null) {
      known =
          switch (function) {
            case ScalarFunction.Variable it -> operand;
            case ScalarFunction.Literal it -> tensors.number(name + "/number", (float) it.value());
            case ScalarFunction.Unary it -> step(node(it));
            case ScalarFunction.Binary it -> step(node(it));
          };
      written.put(function, known);
    }
    return known;
  }

  private NodeProto.Builder node(ScalarFunction.Unary it) {
    return Protos.node(type(it.operator()), "", value(it.argument()));
  }

  private NodeProto.Builder node(ScalarFunction.Binary it) {
    return Protos.node(ExportHost.type(it.operator()), "", value(it.left()), value(it.right()));
  }

  private String step(NodeProto.Builder node) {
    return tensors.step(node.getOpType(), name + "/" + node.getOpType(), node);
  }

  private static String type(UnaryOperator operator) {
    return switch (operator) {
      case ABSOLUTE -> "Abs";
      case NEGATE -> "Neg";
      case RECIPROCAL -> "Reciprocal";
      case SQUARE_ROOT -> "Sqrt";
      case EXPONENTIAL -> "Exp";
      case LOGARITHM -> "Log";
      case SIGMOID -> "Sigmoid";
      case TANGENT -> "Tanh";
      case ERROR_FUNCTION -> "Erf";
      case FLOOR -> "Floor";
      case CEILING -> "Ceil";
      case ROUND -> "Round";
      case SIGN -> "Sign";
    };
  }
}
