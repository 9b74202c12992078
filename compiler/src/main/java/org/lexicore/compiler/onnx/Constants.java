package org.lexicore.compiler.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.lexicore.model.network.FloatGraph.IntegerWeight;

/**
 * The constants of a file and what is computed of them alone: their values, what the file calls them, and the codes
 * that they were looked up by.
 */
final class Constants {
  private final Map<String, Tensor> values;
  private final Map<String, String> origins = new HashMap<>();
  private final FollowCodes codes = new FollowCodes();

  Constants(Map<String, Tensor> values) {
    this.values = new HashMap<>(values);
  }

  /** The constant of that name. */
  Optional<Tensor> find(String tensor) {
    return Optional.ofNullable(values.get(tensor));
  }

  /** Extents of a constant; none of a tensor that is not there. */
  int[] dims(String tensor) {
    return find(tensor).map(Tensor::dims).orElse(new int[0]);
  }

  /** The operands as constants, null where left out; nothing if one is not constant. */
  Optional<Tensor[]> operands(Operation operation) {
    List<Tensor> operands = new ArrayList<>();
    for (String input : operation.inputs()) {
      if (!input.isEmpty() && !values.containsKey(input)) {
        return Optional.empty();
      }
      operands.add(values.get(input));
    }
    return Optional.of(operands.toArray(Tensor[]::new));
  }

  /** The file's name of the values of a constant operand, looking through Identity and reorderings. */
  String origin(Operation operation, int operand) {
    return originOf(operation.inputs().get(operand));
  }

  /** The file's name of the values of a constant. */
  String originOf(String name) {
    return codes.name(name).orElseGet(() -> origins.getOrDefault(name, name));
  }

  /** Notes the values of a constant. */
  void fold(String tensor, Tensor value) {
    values.put(tensor, value);
  }

  /** Notes the values of an operation's output. */
  void fold(Operation operation, Tensor value) {
    values.put(operation.output(), value);
    if (operation.has(0) && FoldConstants.RENAMING.contains(operation.type())) {
      origins.put(operation.output(), origin(operation, 0));
    }
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

  /** Gives the constant {@code of} a second name. */
  void alias(String tensor, String of) {
    values.put(tensor, values.get(of));
    origins.put(tensor, originOf(of));
    codes.alias(tensor, of);
  }

  /**
   * The constant operand as a weight of codes, if it was looked up in a codebook and can be one; if it cannot, that is
   * noted.
   *
   * @param turned whether it is a matrix [I, O]
   * @param oihw the weight's extents
   */
  Optional<IntegerWeight> coded(Operation operation, int operand, boolean turned, int... oihw) {
    return codes.weight(operation.inputs().get(operand), origin(operation, operand), turned, oihw);
  }

  /** Notes constants looked up in a codebook that the operation multiplied by without asking for their codes. */
  void notePassedOver(Operation operation) {
    for (String tensor : operation.inputs()) {
      find(tensor).ifPresent(value -> codes.passedOver(tensor, originOf(tensor), operation.type(), value.size()));
    }
  }

  /** What became of codes in the file. */
  FollowCodes codes() {
    return codes;
  }

  void forEach(BiConsumer<String, Tensor> action) {
    values.forEach(action);
  }
}
