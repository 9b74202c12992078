package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.Shape;

/** What is known while {@link LowerOperations} walks the file: constants, activations under the file's extents, drafts made. */
final class Lowering {
  private final ImportGraph graph;
  private final String place;
  private final Problems problems;
  private final Map<String, Tensor> constants;
  private final Map<String, String> origins = new HashMap<>();
  private final Map<String, View> views = new HashMap<>();
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final FollowCodes codes = new FollowCodes();
  private final Set<String> broken;

  Lowering(ImportGraph graph, String place, Problems problems) {
    this.graph = graph;
    this.place = place;
    this.problems = problems;
    this.constants = new HashMap<>(graph.constants());
    this.broken = new HashSet<>(graph.broken());
    graph.inputs().forEach((name, dims) -> make(new FloatGraph.Input(name, Extents.shape(dims)), dims));
  }

  /** Notes what is wrong with a node whose output's shape is certain all the same, so that what follows is checked as well. */
  void note(Operation operation, NotTaken reason) {
    problems.add("%s: %s: %s", place, operation.place(), reason.getMessage());
  }

  /** The batch size that the file fixes, or 1. */
  int batch() {
    return graph.batch();
  }

  /** Whether the operand is a constant. */
  boolean isConstant(Operation operation, int operand) {
    return operation.has(operand) && constants.containsKey(operation.inputs().get(operand));
  }

  /** The operand as an activation. */
  View view(Operation operation, int operand) {
    String name = operation.inputs().get(operand);
    View view = views.get(name);
    if (graph.coded().containsKey(name)) {
      throw new NotTaken("the compressed weight \"" + name + "\" is an operand", "only Conv, Gemm and MatMul take compressed weights");
    }
    if (view == null) {
      throw new NotTaken("operand " + operand + " is constant, the other is not", "export the network with constants folded");
    }
    return view;
  }

  /** The operand as an activation with the shape in which it was made. */
  View map(Operation operation, int operand) {
    View view = view(operation, operand);
    if (view.dims().length != 4) {
      String hint = view.dims().length == 3 ? "1-D operators are not supported: give the length as a height of 1" : "give it N, C, H, W";
      throw new NotTaken("its operand " + Extents.text(view.dims()) + " has " + view.dims().length + " axes", hint);
    }
    if (!shape(view).equals(Extents.shape(view.dims())) || view.dims()[0] != 1) {
      throw new NotTaken(
          "reads a map of " + shape(view) + " reshaped to " + Extents.text(view.dims()), "only reshaping to one vector is supported");
    }
    return view;
  }

  /** The shape in which the viewed tensor was made. */
  Shape shape(View view) {
    return drafts.get(view.draft()).shape();
  }

  /** The constant operand, or nothing if it is left out. */
  Optional<Tensor> constant(Operation operation, int operand) {
    if (!operation.has(operand)) {
      return Optional.empty();
    }
    Tensor tensor = constants.get(operation.inputs().get(operand));
    if (tensor == null) {
      throw new NotTaken(
          "\"" + operation.inputs().get(operand) + "\" is computed by the network where a constant is needed",
          "export the network with constants folded");
    }
    return Optional.of(tensor);
  }

  /** The compressed weight that the operand names, if it is one. */
  Optional<IntegerWeight> coded(Operation operation, int operand) {
    return Optional.ofNullable(graph.coded().get(operation.inputs().get(operand)));
  }

  /** The extents that the file declares for a compressed weight. */
  int[] codedDims(Operation operation, int operand) {
    return graph.codedDims().get(operation.inputs().get(operand));
  }

  /** Whether the operand's values are nowhere in the file. */
  boolean isMissing(String tensor) {
    return !constants.containsKey(tensor) && !views.containsKey(tensor) && !graph.coded().containsKey(tensor) && !isBroken(tensor);
  }

  /** The file's name of the values of a constant operand, looking through Identity and reorderings. */
  String origin(Operation operation, int operand) {
    String name = operation.inputs().get(operand);
    return codes.coding(name).map(Coding::name).orElseGet(() -> origins.getOrDefault(name, name));
  }

  /** The operands as constants, null where left out; nothing if one is not constant. */
  Optional<Tensor[]> constants(Operation operation) {
    List<Tensor> operands = new ArrayList<>();
    for (String input : operation.inputs()) {
      if (!input.isEmpty() && !constants.containsKey(input)) {
        return Optional.empty();
      }
      operands.add(constants.get(input));
    }
    return Optional.of(operands.toArray(Tensor[]::new));
  }

  /** How the constant operand was looked up in a codebook, if it was. */
  Optional<Coding> coding(Operation operation, int operand) {
    return codes.coding(operation.inputs().get(operand));
  }

  /** Notes the values of an operation's output, computed from constant operands. */
  void fold(Operation operation, Tensor[] operands, Tensor value) {
    if (operands.length > 1) {
      codes.follow(operation, operands, origin(operation, 0), origin(operation, 1));
    } else if (operands.length > 0) {
      codes.follow(operation, operands, origin(operation, 0));
    }
    fold(operation, value);
  }

  /** Notes the values of an operation's output. */
  void fold(Operation operation, Tensor value) {
    constants.put(operation.output(), value);
    if (operation.has(0) && FoldConstants.RENAMING.contains(operation.type())) {
      origins.put(operation.output(), origin(operation, 0));
    }
  }

  /** Adds a draft that the {@code FloatGraph} takes as it is. */
  void make(FloatGraph.Node node, int... dims) {
    make(new Draft.Plain(node), dims);
  }

  /** Adds a draft whose tensor the file sees with extents {@code dims}. */
  void make(Draft draft, int... dims) {
    Extents.size(dims); // refuses what no array holds
    drafts.put(draft.name(), draft);
    views.put(draft.name(), new View(draft.name(), dims));
  }

  /** Gives an operation's output as a view of what is there already. */
  void alias(Operation operation, View view) {
    views.put(operation.output(), view);
  }

  /** Marks the outputs as unknown: a problem is noted, and what reads them is passed over. */
  void breakOutputs(Operation operation) {
    broken.addAll(operation.outputs());
  }

  boolean isBroken(String tensor) {
    return broken.contains(tensor) && !tensor.isEmpty();
  }

  /** The network drawn so far. */
  DraftGraph drawn() {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String output : graph.outputs()) {
      if (views.containsKey(output)) {
        outputs.put(output, views.get(output).draft());
      }
    }
    return new DraftGraph(graph.name(), List.copyOf(drafts.values()), outputs);
  }

  /** The outputs that are constants. */
  List<String> constantOutputs() {
    return graph.outputs().stream().filter(constants::containsKey).toList();
  }
}
