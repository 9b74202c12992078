package org.lexicore.compiler.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the constants computed from extents would be for a batch of another size: it tells an extent of the batch from a
 * 1 in the file.
 */
final class OtherBatch {
  /** More elements than a list of extents or a mask has. */
  private static final int MOST = 1 << 22;

  private final Lowering lowering;
  private final int size;
  private final Map<String, Tensor> constants = new HashMap<>();

  OtherBatch(Lowering lowering) {
    this.lowering = lowering;
    this.size = lowering.batch() > 1 ? lowering.batch() : 3;
  }

  /** Samples in it. */
  int size() {
    return size;
  }

  /** Extents of a tensor that holds the batch there. */
  int[] dims(int[] dims, BatchAxis batch) {
    return Drawing.with(dims, batch.axis(), Math.multiplyExact(dims[batch.axis()], size));
  }

  /** Notes what Shape and Size make of a tensor that holds the batch. */
  void measure(Operation operation, int[] dims, BatchAxis batch) {
    int[] other = dims(dims, batch);
    boolean all = operation.type().equals("Size");
    constants.put(operation.output(),
        all ? new Tensor.Integers(new int[0], new long[] {Extents.size(other)}) : FoldConstants.shape(other, operation.attributes()));
  }

  /** Notes what an operation on constants would make. */
  void fold(Operation operation) {
    boolean small = operation.outputs().stream().mapToLong(it -> Extents.size(lowering.constants().dims(it))).sum() < MOST / size;
    if (operation.inputs().stream().noneMatch(constants::containsKey) || !small) {
      return;
    }
    Tensor[] operands = operation.inputs().stream().map(it -> it.isEmpty() ? null : constant(it)).toArray(Tensor[]::new);
    try {
      FoldConstants.evaluate(operation, operands).ifPresent(value -> constants.put(operation.output(), value));
    } catch (NotTaken | ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      constants.remove(operation.output()); // such a batch fits the file nowhere
    }
  }

  /** Gives a constant a second name. */
  void alias(String tensor, String of) {
    Optional.ofNullable(constants.get(of)).ifPresent(it -> constants.put(tensor, it));
  }

  /** The constant as it would be. */
  Tensor constant(String tensor) {
    return constants.containsKey(tensor) ? constants.get(tensor) : lowering.constant(tensor).orElse(null);
  }

  /** The constant operand as it would be. */
  Optional<Tensor> constant(Operation operation, int operand) {
    return operation.has(operand) ? Optional.ofNullable(constant(operation.inputs().get(operand))) : Optional.empty();
  }

  /** Whether the constant grows with the batch along an axis. */
  boolean grows(String tensor, int axis) {
    return constants.containsKey(tensor) && constants.get(tensor).dims().length > axis
        && constants.get(tensor).dims()[axis] == size * lowering.constants().dims(tensor)[axis];
  }

  /** Whether the constant's numbers depend on how many samples there are. */
  boolean counts(String tensor) {
    return constants.containsKey(tensor) && !numbers(lowering.constant(tensor).orElseThrow()).containsAll(numbers(constants.get(tensor)));
  }

  private static Set<Double> numbers(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToObj(tensor::at).collect(Collectors.toSet());
  }
}
