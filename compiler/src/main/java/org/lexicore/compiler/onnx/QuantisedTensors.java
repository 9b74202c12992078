package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lexicore.compiler.note.Names;
import org.lexicore.compiler.note.Notice;

/**
 * Tensors that are integers in the file and real numbers here: what QuantizeLinear makes, and what only moves it. Their
 * rounding to eight bits and more is left out, because quantising chooses steps of its own; that they saturate is kept,
 * because exporters leave out a Relu where saturating does the same.
 */
final class QuantisedTensors {
  /** What one integer stands for: {@code (q − zero) · scale}. */
  record Code(double scale, double zero) {}

  /** Operators that make of integers the same ones in another order. */
  private static final Set<String> MOVING =
      Set.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Slice", "Split", "Gather", "Expand", "Tile", "DepthToSpace",
          "SpaceToDepth", "MaxPool", "GlobalMaxPool", "Concat", "Dropout");

  private final Map<String, Code> codes = new HashMap<>();
  private final Set<String> unrounded = new TreeSet<>();

  void add(String tensor, Code code) {
    codes.put(tensor, code);
  }

  Optional<Code> code(String tensor) {
    return Optional.ofNullable(codes.get(tensor));
  }

  /** Notes a tensor whose rounding is left out. */
  void leaveUnrounded(String tensor) {
    unrounded.add(tensor);
  }

  /**
   * Gives the code of what an operation reads to what it makes.
   *
   * @throws NotTaken if it reckons with the integers themselves
   */
  void follow(Operation operation) {
    List<Code> read = operation.inputs().stream().filter(codes::containsKey).map(codes::get).distinct().toList();
    if (read.isEmpty() || LowerQuantised.TYPES.contains(operation.type())) {
      return;
    }
    boolean data = operation.inputs().stream().skip(1).allMatch(input -> operation.type().equals("Concat") ? codes.containsKey(input) : !codes.containsKey(input));
    if (read.size() > 1 || !data || !MOVING.contains(operation.type())) {
      throw new NotTaken("reckons with the integers of a quantised tensor", "export the float network: quantising is done here");
    }
    operation.outputs().forEach(output -> codes.put(output, read.getFirst()));
  }

  /** What was left out, in one line. */
  Optional<Notice> notice() {
    if (unrounded.isEmpty()) {
      return Optional.empty();
    }
    int count = unrounded.size();
    return Optional.of(new Notice("the file rounds " + (count == 1 ? "a tensor" : count + " tensors") + " to integers (" + Names.of(List.copyOf(unrounded))
        + "); their steps are left out and chosen anew when calibrating, their saturation is kept: results differ from the file's own by its rounding;"
        + " export the float network to have none", true));
  }
}
