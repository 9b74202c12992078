package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lexicore.model.Problems;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.IntegerWeight;
import org.lexicore.model.network.Shape;
import org.lexicore.model.network.host.Elementwise;

/** What is known while {@link LowerOperations} walks the file: constants, activations under the file's extents, drafts made. */
final class Lowering {
  private static final Set<String> RENAMING = Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Cast", "Identity");

  private final ImportGraph graph;
  private final String place;
  private final Problems problems;
  private final Constants constants;
  private final Map<String, View> views = new HashMap<>();
  private final Drawing drawing;
  private final QuantisedTensors quantised = new QuantisedTensors();
  private final Consumer<Operation> lower;
  private final Set<String> broken;

  /**
   * @param lower takes an operation of the file, or one that stands for part of one, and throws {@link NotTaken} if it
   *     cannot
   */
  Lowering(ImportGraph graph, String place, Problems problems, Consumer<Operation> lower) {
    this.graph = graph;
    this.place = place;
    this.problems = problems;
    this.lower = lower;
    this.constants = new Constants(graph.constants());
    this.broken = new HashSet<>(graph.broken());
    this.drawing = new Drawing(graph.names());
    graph.inputs().forEach(this::addInput);
  }

  /** What is looked up in a table is a row of pixels; everything else is what ONNX means by its axes. */
  private void addInput(String name, int... dims) {
    boolean looksUp = looksUp(name);
    Shape shape = looksUp ? new Shape(1, 1, Extents.size(dims)) : Order.natural(dims.length).shape(dims);
    drawing.add(new Draft.Plain(new FloatGraph.Input(name, shape)));
    views.put(name, View.of(name, dims));
  }

  /** Whether a table is looked up by the tensor, as it is or under other extents. */
  private boolean looksUp(String name) {
    return graph.operations().stream().anyMatch(it ->
        it.type().equals("Gather") && it.has(1) && it.inputs().get(1).equals(name)
            || RENAMING.contains(it.type()) && it.has(0) && it.inputs().get(0).equals(name) && looksUp(it.output()));
  }

  /** The drafts made so far. */
  Drawing drawing() {
    return drawing;
  }

  /** Notes what is wrong with a node whose output's shape is certain all the same, so that what follows is checked as well. */
  void note(Operation operation, NotTaken reason) {
    problems.add("%s: %s: %s", place, operation.place(), reason.getMessage());
  }

  /** Which tensors are integers in the file. */
  QuantisedTensors quantised() {
    return quantised;
  }

  /** The outputs that are integers in the file and so no output of ours. */
  List<String> quantisedOutputs() {
    return graph.outputs().stream().filter(output -> quantised.code(output).isPresent()).toList();
  }

  /** Takes an operation that stands for a part of one of the file's. */
  void lower(Operation part) {
    lower.accept(part);
  }

  /** Extents of a constant or of what the network computes. */
  int[] dims(String tensor) {
    if (isConstant(tensor)) {
      return constants.dims(tensor);
    }
    if (!views.containsKey(tensor)) {
      throw new NotTaken(
          tensor.isEmpty() ? "lacks an operand" : "takes \"" + tensor + "\" as an operand", "only Conv, Gemm and MatMul take compressed weights; else export again");
    }
    return views.get(tensor).dims();
  }

  /** What the file holds, and what was computed of it alone. */
  Constants constants() {
    return constants;
  }

  /** The constant of that name. */
  Optional<Tensor> constant(String tensor) {
    return constants.find(tensor);
  }

  /** The batch size that the file fixes, or 1. */
  int batch() {
    return graph.batch();
  }

  /** Which definitions of the operators hold. */
  long opset() {
    return graph.opset();
  }

  /** Whether the tensor is made of integers for certain. */
  boolean isWhole(String tensor) {
    View view = views.get(tensor);
    return view != null && graph.whole().contains(view.draft());
  }

  /** Whether the operand is a constant. */
  boolean isConstant(Operation operation, int operand) {
    return operation.has(operand) && isConstant(operation.inputs().get(operand));
  }

  boolean isConstant(String tensor) {
    return constants.find(tensor).isPresent();
  }

  /** Whether the network computes the operand. */
  boolean isActivation(Operation operation, int operand) {
    return operation.has(operand) && views.containsKey(operation.inputs().get(operand));
  }

  /** The operand as an activation or as a constant among activations. */
  View operand(Operation operation, int operand) {
    return operation.has(operand)
        ? constant(operation.inputs().get(operand)).map(it -> drawing.constant(operation.inputs().get(operand), it)).orElseGet(() -> view(operation, operand))
        : view(operation, operand);
  }

  /** How the file sees an activation. */
  View view(String tensor) {
    return views.get(tensor);
  }

  /** The operand as an activation. */
  View view(Operation operation, int operand) {
    String name = operation.inputs().get(operand);
    View view = views.get(name);
    if (graph.coded().containsKey(name)) {
      throw new NotTaken("the compressed weight \"" + name + "\" is an operand", "only Conv, Gemm and MatMul take compressed weights");
    }
    if (view == null) {
      throw new NotTaken("operand " + operand + " is a constant", "export the network with constants folded");
    }
    return view;
  }

  /** The operand as a map whose axes are N, C, H, W; a line N, C, W has a height of 1. */
  View map(Operation operation, int operand) {
    View view = view(operation, operand);
    if (view.rank() == 3) {
      view = view.reshaped(view.dims()[0], view.dims()[1], 1, view.dims()[2]).orElseThrow();
    }
    if (view.rank() != 4) {
      throw new NotTaken(
          "its operand " + Extents.text(view.dims()) + " has " + view.rank() + " axes", "give it N, C, H, W, or N, C, W for a line");
    }
    if (view.dims()[0] != 1) {
      throw new NotTaken("its operand " + Extents.text(view.dims()) + " has a batch within the network", "export the network with batch 1");
    }
    return drawing.arrange(view, Order.natural(4));
  }

  Shape shape(View view) {
    return drawing.shape(view);
  }

  /** The constant operand, or nothing if it is left out. */
  Optional<Tensor> constant(Operation operation, int operand) {
    if (!operation.has(operand)) {
      return Optional.empty();
    }
    Optional<Tensor> tensor = constants.find(operation.inputs().get(operand));
    if (tensor.isEmpty()) {
      throw new NotTaken(
          "\"" + operation.inputs().get(operand) + "\" depends on the network's input where a constant is needed",
          "train the network with a constant there, or end it before this node");
    }
    return tensor;
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
    return !isConstant(tensor) && !views.containsKey(tensor) && !graph.coded().containsKey(tensor) && !isBroken(tensor);
  }

  /** Adds a map that the {@code FloatGraph} takes as it is; the file sees it as N, C, H, W. */
  void make(Operation operation, FloatGraph.Node node) {
    make(operation.output(), node);
  }

  /** As above, under a name of its own. */
  void make(String tensor, FloatGraph.Node node) {
    drawing.add(new Draft.Plain(node));
    bind(tensor, View.of(node.name(), 1, node.shape().channels(), node.shape().height(), node.shape().width()));
  }

  /** Gives an operation's output as a view of what is there. */
  void bind(Operation operation, View view) {
    bind(operation.output(), view);
  }

  void bind(String tensor, View view) {
    if (view.size() == 0) {
      throw new NotTaken("makes a tensor of " + Extents.text(view.dims()) + " elements", "remove what makes nothing");
    }
    views.put(tensor, view);
  }

  /** Gives a tensor a second name, whatever it is. */
  void alias(String tensor, String of) {
    if (isConstant(of)) {
      constants.alias(tensor, of);
    } else if (views.containsKey(of)) {
      views.put(tensor, views.get(of));
    } else {
      broken.add(tensor);
    }
  }

  /** Marks the outputs as unknown: a problem is noted, and what reads them is passed over. */
  void breakOutputs(Operation operation) {
    broken.addAll(operation.outputs());
  }

  boolean isBroken(String tensor) {
    return broken.contains(tensor) && !tensor.isEmpty();
  }

  /** The network drawn so far, its outputs in the order in which ONNX has their elements. */
  DraftGraph drawn() {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String output : graph.outputs()) {
      if (views.containsKey(output)) {
        View view = views.get(output);
        boolean inOrder = view.isInOrder(drawing.shape(view).size());
        String draft = inOrder ? view.draft() : drawing.arrange(view, Order.natural(view.rank())).draft();
        outputs.put(output, graph.inputs().containsKey(draft) ? copied(output, draft) : draft);
      }
    }
    return new DraftGraph(graph.name(), drawing.drafts(), outputs, holders());
  }

  /** Extents of the outputs as the file sees them. */
  Map<String, int[]> outputs() {
    Map<String, int[]> outputs = new LinkedHashMap<>();
    graph.outputs().stream().filter(views::containsKey).forEach(output -> outputs.put(output, views.get(output).dims()));
    return outputs;
  }

  /** What is passed on unchanged is a tensor of its own: an output has a place in memory that is not the input's. */
  private String copied(String output, String input) {
    String name = drawing.fresh(output + "/copy");
    drawing.host(name, drawing.draft(input).shape(), new Elementwise(Formulas.X), input);
    return name;
  }

  private Map<String, String> holders() {
    Map<String, String> holders = new LinkedHashMap<>();
    views.forEach((tensor, view) -> drawing.holder(view).filter(draft -> !draft.equals(tensor)).ifPresent(draft -> holders.put(tensor, draft)));
    constants.forEach((tensor, value) -> drawing.holder(drawing.constant(tensor, value)).ifPresent(draft -> holders.put(tensor, draft)));
    return holders;
  }

  /** The outputs that are constants. */
  List<String> constantOutputs() {
    return graph.outputs().stream().filter(this::isConstant).toList();
  }
}
