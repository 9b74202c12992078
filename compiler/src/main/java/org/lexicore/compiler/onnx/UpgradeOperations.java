package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lexicore.compiler.onnx.Operation.Branch;

/**
 * Pass: says with the operators of today what files of opset 7 to 10 say with others: Slice and TopK with attributes,
 * Upsample, Resize by its first rule, Scatter. Where an old and a new form can stand side by side ({@code axes} of
 * Squeeze, {@code pads} of Pad), lowering reads both.
 */
final class UpgradeOperations {
  /** Operators that today's opsets have no more. */
  static final Set<String> REPLACED = Set.of("Upsample", "Scatter");

  /** The first opset whose Resize says how it rounds. */
  private static final int RESIZE_WITH_RULES = 11;

  private final ImportGraph graph;
  private final Map<String, Tensor> constants;
  private final Set<String> names;

  private UpgradeOperations(ImportGraph graph) {
    this.graph = graph;
    this.constants = new TreeMap<>(graph.constants());
    this.names = new HashSet<>(graph.names());
  }

  static ImportGraph upgrade(ImportGraph graph) {
    UpgradeOperations pass = new UpgradeOperations(graph);
    List<Operation> operations = pass.upgraded(graph.operations());
    return graph.with(pass.constants, operations);
  }

  private List<Operation> upgraded(List<Operation> operations) {
    return operations.stream().map(this::upgraded).toList();
  }

  private Operation upgraded(Operation operation) {
    Map<String, Branch> branches = new LinkedHashMap<>();
    operation.branches().forEach((name, branch) -> branches.put(name, new Branch(upgraded(branch.operations()), branch.outputs())));
    Operation inner = operation.with(branches);
    return switch (operation.type()) {
      case "Slice" -> operation.attributes().has("starts") ? slice(inner) : inner;
      case "TopK" -> operation.attributes().has("k") ? inner.with("TopK", List.of(operand(inner, 0), list(inner, "k")), inner.attributes()) : inner;
      case "Upsample" -> resize(inner, operation.attributes().has("scales") ? scales(inner) : operand(inner, 1));
      case "Resize" -> graph.opset() < RESIZE_WITH_RULES ? resize(inner, operand(inner, 1)) : inner;
      case "Scatter" -> inner.with("ScatterElements", inner.inputs(), inner.attributes());
      default -> inner;
    };
  }

  private static String operand(Operation operation, int i) {
    return operation.has(i) ? operation.inputs().get(i) : "";
  }

  private Operation slice(Operation operation) {
    List<String> operands = new ArrayList<>(List.of(operand(operation, 0), list(operation, "starts"), list(operation, "ends")));
    if (operation.attributes().has("axes")) {
      operands.add(list(operation, "axes"));
    }
    return operation.with("Slice", operands, Attributes.of());
  }

  /** Coordinates are divided by the scale, and rounded up where the map shrinks, down where it grows. */
  private Operation resize(Operation operation, String scales) {
    Attributes rule =
        operation.attributes().with(
            Protos.text("coordinate_transformation_mode", "asymmetric"), Protos.text("nearest_mode", ResizeRule.BEFORE_RULES));
    return operation.with("Resize", List.of(operand(operation, 0), "", scales), rule);
  }

  private String list(Operation operation, String attribute) {
    Attributes given = operation.attributes();
    long[] values = attribute.equals("k") ? new long[] {given.integer("k", 0)} : given.integers(attribute);
    return add(operation, attribute, Tensor.Integers.list(values));
  }

  private String scales(Operation operation) {
    float[] values = operation.attributes().reals("scales");
    return add(operation, "scales", new Tensor.Floats(new int[] {values.length}, values));
  }

  private String add(Operation operation, String what, Tensor value) {
    String name = operation.output() + "/" + what;
    while (!names.add(name)) {
      name += "'";
    }
    constants.put(name, value);
    return name;
  }
}
