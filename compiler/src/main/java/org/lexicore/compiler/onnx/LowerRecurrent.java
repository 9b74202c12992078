package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * LSTM, GRU and RNN, unrolled over the length that the network has. The products with the inputs of all steps are one
 * on the array, those with the state one a step, all with the one weight, whose codes are stored once; gates and states
 * are the host's.
 */
final class LowerRecurrent {
  static final Set<String> TYPES = Set.of("LSTM", "GRU", "RNN");

  /** More than the steps that anybody unrolls, and so many nodes that nothing about them is quick. */
  private static final int MOST_STEPS = 4096;

  private final Operation operation;
  private final Lowering lowering;
  private final Expansion expansion;
  private final int hidden;
  private final List<String> directions;
  private final boolean batchFirst;

  private LowerRecurrent(Operation operation, Lowering lowering) {
    Attributes given = operation.attributes();
    this.operation = operation;
    this.lowering = lowering;
    this.expansion = new Expansion(operation, lowering);
    this.batchFirst = given.integer("layout", 0) != 0;
    int[] recurrent = lowering.constant(operation, 2).orElseThrow().dims();
    if (recurrent.length != 3) {
      throw new NotTaken("its recurrent weight is " + Extents.text(recurrent), "export the network again");
    }
    this.hidden = recurrent[2];
    this.directions = directions(given.text("direction", "forward"));
    require(recurrent, 2, directions.size(), gates() * hidden, hidden);
  }

  static void lower(Operation operation, Lowering lowering) {
    new LowerRecurrent(operation, lowering).unroll();
  }

  private static List<String> directions(String direction) {
    return switch (direction) {
      case "forward", "reverse" -> List.of(direction);
      case "bidirectional" -> List.of("forward", "reverse");
      default -> throw new NotTaken("direction \"" + direction + "\" is unknown", "give forward, reverse or bidirectional");
    };
  }

  private int gates() {
    return switch (operation.type()) {
      case "LSTM" -> 4;
      case "GRU" -> 3;
      default -> 1;
    };
  }

  private void unroll() {
    String steps = steps();
    int[] dims = expansion.dims(steps);
    checkLengths(dims[0]);
    if (dims[0] > MOST_STEPS) {
      throw new NotTaken("runs over " + dims[0] + " steps", "give the input fewer than " + MOST_STEPS);
    }
    List<String> sequences = new ArrayList<>();
    List<String> lastStates = new ArrayList<>();
    List<String> lastCells = new ArrayList<>();
    for (int d = 0; d < directions.size(); d++) {
      RecurrentCell cell = cell(d);
      String[] states = new String[dims[0]];
      String projected = cell.project(steps);
      RecurrentCell.State state = new RecurrentCell.State(initial(5, d, dims[1]), initial(6, d, dims[1]));
      boolean reverse = directions.get(d).equals("reverse");
      for (int i = 0; i < dims[0]; i++) {
        int t = reverse ? dims[0] - 1 - i : i;
        state = cell.step(expansion.reshape(expansion.slice(projected, 0, t, t + 1), dims[1], (long) gates() * hidden), state);
        states[t] = expansion.reshape(state.hidden(), 1, 1, dims[1], hidden);
      }
      sequences.add(joined(List.of(states), 0));
      lastStates.add(expansion.reshape(state.hidden(), 1, dims[1], hidden));
      if (!state.cell().isEmpty()) {
        lastCells.add(expansion.reshape(state.cell(), 1, dims[1], hidden));
      }
    }
    finish(sequences, lastStates, lastCells);
  }

  /** The input as [steps, batch, features]. */
  private String steps() {
    String input = expansion.operand(0);
    if (expansion.dims(input).length != 3) {
      throw new NotTaken("its input is " + Extents.text(expansion.dims(input)), "give it steps, batch and features");
    }
    return batchFirst ? expansion.transpose(input, 1, 0, 2) : input;
  }

  private void checkLengths(int steps) {
    if (!operation.has(4)) {
      return;
    }
    boolean full = lowering.isConstant(operation, 4)
        && IntStream.range(0, lowering.dims(operation.inputs().get(4))[0]).allMatch(i -> lowering.constant(operation, 4).orElseThrow().at(i) == steps);
    if (!full) {
      throw new NotTaken("sequence_lens is not the whole length of " + steps + " for every sample", "leave it out and give the input the length it has");
    }
  }

  private String initial(int operand, int direction, int batch) {
    if (!operation.has(operand) || operand == 6 && !operation.type().equals("LSTM")) {
      return "";
    }
    int axis = batchFirst ? 1 : 0;
    return expansion.reshape(expansion.slice(expansion.operand(operand), axis, direction, direction + 1), batch, hidden);
  }

  private RecurrentCell cell(int direction) {
    Attributes given = operation.attributes();
    int gates = gates();
    Tensor input = part(1, direction, gates * hidden, lowering.dims(operation.inputs().get(1))[2]);
    Tensor recurrent = part(2, direction, gates * hidden, hidden);
    float[] bias = operation.has(3) ? FoldConstants.floats(part(3, direction, 2 * gates * hidden)) : new float[2 * gates * hidden];
    boolean looks = operation.type().equals("LSTM") && operation.has(7);
    float[] peepholes = looks ? FoldConstants.floats(part(7, direction, 3 * hidden)) : new float[0];
    GateFunctions functions = GateFunctions.of(given, operation.type(), direction, expansion);
    String name = directions.get(direction);
    RecurrentCell.Weights weights = new RecurrentCell.Weights(
        constant(1, name, input), recurrent, expansion.fresh(operation.inputs().get(2) + "/" + name), bias, peepholes);
    return switch (operation.type()) {
      case "LSTM" -> new LstmCell(expansion, weights, hidden, functions, given.integer("input_forget", 0) != 0);
      case "GRU" -> new GruCell(expansion, weights, hidden, functions, given.integer("linear_before_reset", 0) != 0);
      default -> new RnnCell(expansion, weights, hidden, functions);
    };
  }

  private String constant(int operand, String direction, Tensor values) {
    return expansion.constant(operation.inputs().get(operand) + "/" + direction, values);
  }

  /** One direction of a constant operand; of one direction its own array, which all steps share. */
  private Tensor part(int operand, int direction, int... dims) {
    Tensor tensor = lowering.constant(operation, operand).orElseThrow();
    int[] all = IntStream.concat(IntStream.of(directions.size()), IntStream.of(dims)).toArray();
    require(tensor.dims(), operand, all);
    int size = Extents.size(dims);
    return directions.size() == 1
        ? tensor.withDims(dims)
        : tensor.pick(IntStream.range(direction * size, (direction + 1) * size).toArray(), dims);
  }

  private void require(int[] found, int operand, int... wanted) {
    if (!java.util.Arrays.equals(found, wanted)) {
      throw new NotTaken(
          "\"" + operation.inputs().get(operand) + "\" is " + Extents.text(found) + " where " + Extents.text(wanted) + " is needed",
          "export the network again");
    }
  }

  private String joined(List<String> parts, int axis) {
    return parts.size() == 1 ? parts.getFirst() : expansion.node("Concat", parts, Protos.integer("axis", axis));
  }

  /**
   * Y has steps, directions, batch and features, the last states the last three; with the batch in front where the
   * input has it there.
   */
  private void finish(List<String> sequences, List<String> states, List<String> cells) {
    if (operation.makes(0)) {
      String all = joined(sequences, 1);
      expansion.output(0, batchFirst ? expansion.transpose(all, 2, 0, 1, 3) : all);
    }
    if (operation.makes(1)) {
      String all = joined(states, 0);
      expansion.output(1, batchFirst ? expansion.transpose(all, 1, 0, 2) : all);
    }
    if (operation.makes(2)) {
      String all = joined(cells, 0);
      expansion.output(2, batchFirst ? expansion.transpose(all, 1, 0, 2) : all);
    }
  }
}
