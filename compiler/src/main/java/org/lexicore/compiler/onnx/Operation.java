package org.lexicore.compiler.onnx;

import java.util.List;
import java.util.Map;

/**
 * A node of the file.
 *
 * @param type operator, with its domain in front unless it is ONNX's own
 * @param name as in the file, possibly empty
 * @param inputs tensor names; empty where an optional one is left out
 * @param outputs tensor names; empty where an optional one is left out
 */
record Operation(
    String type, String name, List<String> inputs, List<String> outputs, Attributes attributes, Map<String, Branch> branches) {
  /** A graph within a node; what it reads from outside stands among the node's inputs, behind its own. */
  record Branch(List<Operation> operations, List<String> outputs) {}

  Operation {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The same node with other attributes. */
  Operation with(Attributes others) {
    return new Operation(type, name, inputs, outputs, others, branches);
  }

  /** The same node with other graphs within. */
  Operation with(Map<String, Branch> others) {
    return new Operation(type, name, inputs, outputs, attributes, others);
  }

  /** Another operator in the node's place. */
  Operation with(String otherType, List<String> operands, Attributes others) {
    return new Operation(otherType, name, operands, outputs, others, branches);
  }

  /** How messages point to it. */
  String place() {
    return name.isEmpty() ? type + " making \"" + output() + "\"" : type + " \"" + name + "\"";
  }

  /** The first output; empty if there is none. */
  String output() {
    return outputs.isEmpty() ? "" : outputs.get(0);
  }

  /** Whether input {@code i} is given. */
  boolean has(int i) {
    return i < inputs.size() && !inputs.get(i).isEmpty();
  }

  /** Whether output {@code i} is asked for. */
  boolean makes(int i) {
    return i < outputs.size() && !outputs.get(i).isEmpty();
  }
}
