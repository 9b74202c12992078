package org.lexicore.compiler.onnx;

import java.util.Map;
import java.util.Set;
import org.lexicore.model.Problems;

/**
 * Pass: walks the operations in order, evaluates those on constants and turns the others into drafts. It notes every node that is not
 * taken.
 */
final class LowerOperations {
  /** What takes weights. */
  private static final Set<String> MULTIPLYING = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "Einsum");

  private final Lowering lowering;
  private final FollowBatch batch;
  private int parts;

  private LowerOperations(ImportGraph graph, String place, Problems problems) {
    this.lowering = new Lowering(graph, place, problems, this::lowerPart);
    this.batch = new FollowBatch(lowering, graph.batched());
  }

  /** The network drawn, what became of codes and of integers in the file, and the extents of its outputs. */
  record Lowered(DraftGraph graph, FollowCodes codes, QuantisedTensors quantised, Map<String, int[]> outputs) {}

  static Lowered lower(ImportGraph graph, String place, Problems problems) {
    LowerOperations pass = new LowerOperations(graph, place, problems);
    graph.operations().forEach(pass::lower);
    for (String output : pass.lowering.constantOutputs()) {
      problems.add("%s: the output \"%s\" is constant; remove it from the network", place, output);
    }
    for (String output : pass.lowering.quantisedOutputs()) {
      problems.add("%s: the output \"%s\" is made of quantised integers; end the network before its last QuantizeLinear", place, output);
    }
    pass.requireBatch(graph, place, problems);
    return new Lowered(pass.lowering.drawn(), pass.lowering.constants().codes(), pass.lowering.quantised(), pass.lowering.outputs());
  }

  /** The first axis of the inputs must be a batch where the network was drawn for one sample of it. */
  private void requireBatch(ImportGraph graph, String place, Problems problems) {
    batch.mixing().ifPresent(operation -> problems.add(
        "%s: %s: mixes what lies along the first axis of %s, which is then no batch; give all extents with --shape %s=..., or end the network before it",
        place, operation.place(), String.join(", ", graph.batched()), graph.batched().iterator().next()));
    if (batch.mixing().isEmpty() && graph.batch() > 1 && !batch.isFirst(graph.outputs())) {
      problems.add("%s: the first axis of %s is another one of the outputs; export the network with a batch of 1", place,
          String.join(", ", graph.batched()));
    }
  }

  private void lower(Operation operation) {
    try {
      lowerOrRefuse(operation);
    } catch (NotTaken reason) {
      lowering.note(operation, reason);
      lowering.breakOutputs(operation);
    }
  }

  /** A part of an operator that is followed as a whole. */
  private void lowerPart(Operation operation) {
    parts++;
    try {
      lowerOrRefuse(operation);
    } finally {
      parts--;
    }
  }

  private void lowerOrRefuse(Operation operation) {
    Operators.Entry entry = Operators.entry(operation.type());
    boolean broken = operation.inputs().stream().anyMatch(lowering::isBroken);
    if (entry != null) {
      requireOperands(operation, entry.operands());
    }
    if (broken && entry != null) {
      lowering.breakOutputs(operation);
    } else if (!broken && fold(operation)) {
      batch.fold(operation);
    } else if (!broken && operation.type().equals("If")) {
      decide(operation);
    } else if (entry == null) {
      refuse(operation, broken);
    } else if (hasOperands(operation)) {
      lowering.quantised().follow(operation);
      entry.lower().lower(operation, lowering);
      if (parts == 0) {
        batch.follow(operation);
      }
      if (MULTIPLYING.contains(operation.type())) {
        lowering.constants().notePassedOver(operation);
      }
    } else {
      lowering.breakOutputs(operation);
    }
  }

  private boolean fold(Operation operation) {
    var operands = lowering.constants().operands(operation);
    if (operands.isEmpty()) {
      return false;
    }
    try {
      if (operation.type().equals("Split")) {
        split(operation, operands.get()[0]);
        return true;
      }
      var value = FoldConstants.evaluate(operation, operands.get());
      value.ifPresent(tensor -> lowering.constants().fold(operation, operands.get(), tensor));
      return value.isPresent();
    } catch (ArithmeticException | IndexOutOfBoundsException | NullPointerException | NegativeArraySizeException e) {
      // The file's own mistake: the operator's rules on extents and operands are broken in too many ways to test each.
      throw new NotTaken("its constant operands do not fit the operator", "export the network again");
    }
  }

  private void split(Operation operation, Tensor tensor) {
    int axis = Extents.axis(operation.attributes().integer("axis", 0), tensor.dims().length);
    int from = 0;
    int[] parts = LowerPick.parts(operation, tensor.dims()[axis], lowering);
    for (int i = 0; i < parts.length; i++) {
      if (operation.makes(i)) {
        Tensor[] slice = {tensor, list(from), list(from + parts[i]), list(axis)};
        lowering.constants().fold(operation.outputs().get(i), MoveElements.slice(slice));
        lowering.constants().codes().lose(operation.inputs().get(0), operation.type(), operation.outputs().get(i));
      }
      from += parts[i];
    }
  }

  private static Tensor list(long value) {
    return Tensor.Integers.list(value);
  }

  /** If with a constant condition: the branch taken, as if it stood there. */
  private void decide(Operation operation) {
    if (!lowering.isConstant(operation, 0)) {
      throw new NotTaken(
          "its condition \"" + operation.inputs().getFirst() + "\" depends on the network's input, and an accelerator's program is fixed",
          "export the branch that you need, or compute both and choose with Where");
    }
    boolean holds = lowering.constant(operation, 0).orElseThrow().at(0) != 0;
    Operation.Branch branch = operation.branches().get(holds ? "then_branch" : "else_branch");
    if (branch == null || branch.outputs().size() < operation.outputs().size()) {
      throw new NotTaken("lacks a branch or its outputs", "export the network again");
    }
    branch.operations().forEach(this::lower);
    for (int i = 0; i < operation.outputs().size(); i++) {
      lowering.alias(operation.outputs().get(i), branch.outputs().get(i));
      batch.alias(operation.outputs().get(i), branch.outputs().get(i));
    }
  }

  /** Goes on behind an operator that is not taken if its output's shape is certain, to find what else is wrong. */
  private void refuse(Operation operation, boolean broken) {
    lowering.note(operation, new NotTaken("the operator is not supported", Operators.remedy(operation.type())));
    if (!broken && Operators.keepsShape(operation.type()) && operation.has(0) && !lowering.isConstant(operation, 0)) {
      lowering.bind(operation, lowering.view(operation, 0));
    } else {
      lowering.breakOutputs(operation);
    }
  }

  private static void requireOperands(Operation operation, int operands) {
    for (int i = 0; i < operands; i++) {
      if (!operation.has(i)) {
        throw new NotTaken("has no operand " + i, "export the network again");
      }
    }
    boolean makes = LowerRecurrent.TYPES.contains(operation.type()) ? operation.outputs().stream().anyMatch(it -> !it.isEmpty()) : operation.makes(0);
    if (!makes) {
      throw new NotTaken("makes nothing", "export the network again");
    }
  }

  /** Whether all operands are there; an unknown name or a cycle was noted when sorting, a weight without values was not. */
  private boolean hasOperands(Operation operation) {
    boolean all = true;
    for (String input : operation.inputs()) {
      boolean missing = !input.isEmpty() && lowering.isMissing(input);
      if (missing && Operators.isWeight(operation, input)) {
        throw new NotTaken(
            "its weight \"" + input + "\" is an input without values",
            "store them in the file as an initializer of that name; of a compressed network's model.onnx, give the folder that it lies in");
      }
      all &= !missing;
    }
    return all;
  }
}
