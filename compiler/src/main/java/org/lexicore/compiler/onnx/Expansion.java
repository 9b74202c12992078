package org.lexicore.compiler.onnx;

import java.util.List;
import java.util.Map;
import org.lexicore.compiler.onnx.proto.AttributeProto;

/**
 * What an operator is by its definition, said in simpler ones. Each of those is lowered at once, so that its extents
 * are known to the next; what is wrong with one is told of the operator.
 */
final class Expansion {
  private final Operation operation;
  private final Lowering lowering;

  Expansion(Operation operation, Lowering lowering) {
    this.operation = operation;
    this.lowering = lowering;
  }

  /** The operand's name; empty if it is left out. */
  String operand(int i) {
    return operation.has(i) ? operation.inputs().get(i) : "";
  }

  /** A name for a tensor on the way. */
  String fresh(String what) {
    String owner = operation.outputs().stream().filter(output -> !output.isEmpty()).findFirst().orElse(operation.name());
    return lowering.drawing().fresh(owner + "/" + what);
  }

  /** The result of a simpler operator. */
  String node(String type, List<String> operands, AttributeProto... attributes) {
    String output = fresh(type.toLowerCase(java.util.Locale.ROOT));
    lower(type, operands, List.of(output), attributes);
    return output;
  }

  /** The simpler operator whose result is the operator's. */
  void last(String type, List<String> operands, AttributeProto... attributes) {
    lower(type, operands, List.of(operation.output()), attributes);
  }

  void lower(String type, List<String> operands, List<String> outputs, AttributeProto... attributes) {
    lowering.lower(new Operation(type, operation.name(), operands, outputs, Attributes.of(attributes), Map.of()));
  }

  /** Gives what was made as the operator's output {@code i}, if that is asked for. */
  void output(int i, String made) {
    if (operation.makes(i)) {
      lower("Identity", List.of(made), List.of(operation.outputs().get(i)));
    }
  }

  String floats(String what, float[] values, int... dims) {
    return constant(what, new Tensor.Floats(dims, values));
  }

  String number(String what, double value) {
    return floats(what, new float[] {(float) value});
  }

  String integers(String what, long... values) {
    return constant(what, Tensor.Integers.list(values));
  }

  String constant(String what, Tensor tensor) {
    String name = fresh(what);
    lowering.constants().fold(name, tensor);
    return name;
  }

  String reshape(String tensor, long... dims) {
    return node("Reshape", List.of(tensor, integers("extents", dims)), Protos.integer("allowzero", 1));
  }

  String transpose(String tensor, long... order) {
    return node("Transpose", List.of(tensor), Protos.integerList("perm", order));
  }

  /** Elements {@code from} to {@code to} − 1 along an axis. */
  String slice(String tensor, int axis, long from, long to) {
    return node("Slice", List.of(tensor, integers("from", from), integers("to", to), integers("axis", axis)));
  }

  int[] dims(String tensor) {
    return lowering.dims(tensor);
  }
}
