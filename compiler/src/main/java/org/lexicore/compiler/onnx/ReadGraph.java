package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lexicore.compiler.onnx.Operation.Branch;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.OperatorSetIdProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.compiler.onnx.proto.TypeProto;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/** Pass: from protobuf to an {@link ImportGraph}. It notes what is wrong with opset, inputs and initializers. */
final class ReadGraph {
  /** The opsets whose definitions of our operators have been gone through. */
  private static final int OLDEST_OPSET = 7;

  private static final int NEWEST_OPSET = 23;

  private final OnnxModel model;
  private final WeightSource source;
  private final Problems problems;
  private final TensorReader tensors;
  private final Map<String, Tensor> constants = new TreeMap<>();
  private final Map<String, int[]> inputs = new LinkedHashMap<>();
  private final Map<String, IntegerWeight> coded = new LinkedHashMap<>();
  private final Map<String, int[]> codedDims = new LinkedHashMap<>();
  private final Map<String, Integer> types = new TreeMap<>();
  private final Set<String> broken = new TreeSet<>();
  private final FixedExtents fixed;
  private final Set<String> whole = new TreeSet<>();
  private final boolean fixedFirst;
  private final Set<String> batched = new TreeSet<>();
  private int batch = 1;

  /**
   * @param fixedFirst whether inputs whose first extent the file fixes are taken as they are, and not as batches
   */
  ReadGraph(OnnxModel model, WeightSource source, FixedExtents fixed, boolean fixedFirst, Problems problems) {
    this.fixedFirst = fixedFirst;
    this.model = model;
    this.fixed = fixed;
    this.source = source;
    this.problems = problems;
    this.tensors = new TensorReader(new ExternalData(model.file())::read);
  }

  ImportGraph read() {
    checkOpset();
    GraphProto graph = model.proto().getGraph();
    problems.require(
        graph.getSparseInitializerCount() == 0, "%s: sparse initializers are not supported; export dense weights", model.place());
    List<Operation> operations = operations(graph);
    checkGiven(graph);
    graph.getInputList().forEach(input -> addInput(input, operations));
    List<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    problems.require(!outputs.isEmpty(), "%s: the graph has no output; export the network again", model.place());
    return new ImportGraph(name(graph), Math.clamp(opset(model), OLDEST_OPSET, NEWEST_OPSET), inputs, whole, batch, fixedFirst, batched, outputs, constants, coded, codedDims, broken, operations);
  }

  private String name(GraphProto graph) {
    return graph.getName().isEmpty() ? model.place().replaceFirst("\\.onnx$", "") : graph.getName();
  }

  /**
   * Requires one of the opsets whose operators are known; what else is wrong is looked for by the definitions of the
   * nearest one.
   */
  private void checkOpset() {
    long opset = opset(model);
    problems.require(
        opset >= OLDEST_OPSET && opset <= NEWEST_OPSET, "%s: is in ONNX opset %s; export it with an opset from %s to %s",
        model.place(), opset, OLDEST_OPSET, NEWEST_OPSET);
  }

  /** Whether the first extent of an input is fixed at more than 1. */
  static boolean fixesBatch(OnnxModel model) {
    return model.proto().getGraph().getInputList().stream()
        .map(input -> input.getType().getTensorType().getShape().getDimList())
        .anyMatch(dims -> !dims.isEmpty() && dims.getFirst().getDimValue() > 1);
  }

  private static long opset(OnnxModel model) {
    return model.proto().getOpsetImportList().stream()
            .filter(set -> Operators.isOwnDomain(set.getDomain()))
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(0);
  }

  private void checkGiven(GraphProto graph) {
    List<String> names = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
    for (String name : fixed.inputs().keySet().stream().sorted().toList()) {
      problems.require(
          names.contains(name), "%s: has no input \"%s\" to give a shape; its inputs are %s", model.place(), name, String.join(", ", names));
    }
  }

  private void addConstant(String kind, String name, TensorProto proto) {
    types.put(name, proto.getDataType());
    try {
      constants.put(name, tensors.read(proto));
    } catch (NotTaken reason) {
      problems.add("%s: %s \"%s\": %s", model.place(), kind, name, reason.getMessage());
      broken.add(name);
    }
  }

  /** The nodes of a graph; constants, initializers or nodes, are noted on the way. */
  private List<Operation> operations(GraphProto graph) {
    graph.getInitializerList().forEach(initializer -> addConstant("initializer", initializer.getName(), initializer));
    List<Operation> operations = new ArrayList<>();
    for (NodeProto node : graph.getNodeList()) {
      String domain = Operators.isOwnDomain(node.getDomain()) ? "" : node.getDomain() + ".";
      Attributes attributes = typed(domain + node.getOpType(), node);
      Map<String, Branch> branches = new LinkedHashMap<>();
      attributes.graphs().forEach((name, inner) -> branches.put(name, branch(inner)));
      List<String> inputs = new ArrayList<>(node.getInputList());
      branches.values().forEach(branch -> inputs.addAll(captured(branch)));
      Operation operation =
          new Operation(domain + node.getOpType(), node.getName(), inputs, node.getOutputList(), attributes, branches);
      if (operation.type().equals("Constant") && operation.makes(0)) {
        addConstantNode(operation);
      } else {
        operations.add(operation);
      }
    }
    return operations;
  }

  /** The attributes, and the type of the result's zero point: a constant of ours forgets how wide it was. */
  private Attributes typed(String type, NodeProto node) {
    Attributes attributes = new Attributes(node);
    int operand = LowerQuantised.zeroPoint(type);
    Integer known = operand >= 0 && operand < node.getInputCount() ? types.get(node.getInput(operand)) : null;
    return known == null ? attributes : attributes.with(Protos.integer(IntegerRange.TYPE, known));
  }

  private Branch branch(GraphProto graph) {
    return new Branch(operations(graph), graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
  }

  /** What a branch reads that lies outside of it. */
  private Set<String> captured(Branch branch) {
    Set<String> captured = new LinkedHashSet<>(branch.outputs());
    branch.operations().forEach(operation -> captured.addAll(operation.inputs()));
    branch.operations().forEach(operation -> captured.removeAll(operation.outputs()));
    captured.removeIf(name -> name.isEmpty() || constants.containsKey(name) || broken.contains(name));
    return captured;
  }

  private void addConstantNode(Operation operation) {
    Attributes given = operation.attributes();
    String output = operation.output();
    if (given.has("value")) {
      addConstant("Constant", output, given.tensor("value").orElseThrow());
    } else if (given.has("value_float")) {
      constants.put(output, new Tensor.Floats(new int[0], new float[] {given.real("value_float", 0)}));
    } else if (given.has("value_floats")) {
      float[] values = given.reals("value_floats");
      constants.put(output, new Tensor.Floats(new int[] {values.length}, values));
    } else if (given.has("value_int")) {
      constants.put(output, new Tensor.Integers(new int[0], new long[] {given.integer("value_int", 0)}));
    } else if (given.has("value_ints")) {
      constants.put(output, Tensor.Integers.list(given.integers("value_ints")));
    } else {
      problems.add("%s: %s: holds no number; export it as a tensor", model.place(), operation.place());
      broken.add(output);
    }
  }

  private void addInput(ValueInfoProto input, List<Operation> operations) {
    String name = input.getName();
    if (constants.containsKey(name) || broken.contains(name)) {
      return; // before IR version 4 every initializer was listed as an input, too
    }
    var weight = source.weight(name);
    if (weight.isPresent()) {
      coded.put(name, weight.get());
      codedDims.put(name, declared(input.getType()));
    } else if (isRead(input, operations)) {
      try {
        ReadInput read = new ReadInput(name, input.getType(), fixed);
        int[] extents = read.extents();
        if (fixedFirst && extents.length > 0) {
          extents[0] = Math.max(extents[0], read.batch());
        } else {
          batch = Math.max(batch, read.batch());
          if (read.isBatched()) {
            batched.add(name);
          }
        }
        inputs.put(name, extents);
        if (isWhole(input.getType())) {
          whole.add(name);
        }
      } catch (NotTaken reason) {
        problems.add("%s: input \"%s\": %s", model.place(), name, reason.getMessage());
        broken.add(name);
      }
    }
  }

  /**
   * An input that only ever stands where a weight stands, and has a weight's fixed extents, is no input of the network; its reader will say that
   * it is missing.
   */
  private boolean isRead(ValueInfoProto input, List<Operation> operations) {
    String name = input.getName();
    boolean output = model.proto().getGraph().getOutputList().stream().anyMatch(value -> value.getName().equals(name));
    boolean fixed = input.getType().getTensorType().getShape().getDimList().stream().allMatch(dim -> dim.getDimValue() > 0);
    return output
        || operations.stream()
            .filter(operation -> operation.inputs().contains(name))
            .anyMatch(operation -> !fixed || !Operators.isWeight(operation, name) || constants.containsKey(operation.inputs().get(0)));
  }

  private static boolean isWhole(TypeProto type) {
    return switch (TensorProto.DataType.forNumber(type.getTensorType().getElemType())) {
      case INT64, INT32, INT16, INT8, UINT64, UINT32, UINT16, UINT8, BOOL -> true;
      case null, default -> false;
    };
  }

  private static int[] declared(TypeProto type) {
    return type.getTensorType().getShape().getDimList().stream().mapToInt(dim -> (int) dim.getDimValue()).toArray();
  }
}
