package org.lexicore.model.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.lexicore.model.network.host.HostOperation;

/**
 * What the host does between layers, from integers to integers, in real numbers between:
 *
 * <pre>
 *   operand values = integers · scale of the channel      double
 *   operations     : one after the other, in double, nothing rounded between them
 *   result         = clamp(rint(value / scale))           into the output's storage; half to even; 0 for a NaN
 * </pre>
 *
 * @param operations at least one; the last one's result is the output's
 */
public record HostStep(
    String name, List<QuantisedTensor> operands, List<Operation> operations, QuantisedTensor output, List<String> sources)
    implements Step {
  private static final int BYTE_VALUES = 256;

  /**
   * One operation.
   *
   * @param reads its operands: numbers of the step's operands, and from {@code operands.size()} on of earlier operations
   * @param shape of its result
   */
  public record Operation(HostOperation operation, List<Integer> reads, Shape shape) {
    public Operation {
      reads = List.copyOf(reads);
    }
  }

  public HostStep {
    operands = List.copyOf(operands);
    operations = List.copyOf(operations);
    sources = List.copyOf(sources);
    for (int i = 0; i < operations.size(); i++) {
      int known = operands.size() + i;
      if (!operations.get(i).reads.stream().allMatch(read -> read < known)) {
        throw new IllegalArgumentException(name + ": operation " + i + " reads what comes later");
      }
    }
    if (!operations.getLast().shape.equals(output.shape())) {
      throw new IllegalArgumentException(name + ": the last operation makes " + operations.getLast().shape);
    }
  }

  /** What it does, in words: the operations' names. */
  public String kind() {
    return operations.stream().map(it -> it.operation.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)).distinct()
        .collect(Collectors.joining("+"));
  }

  /** The result's integers, channel-major. */
  public int[] apply(List<int[]> integers) {
    return isTable() ? look(integers.getFirst()) : output.integers(compute(operands, integers));
  }

  /** Whether each result depends on one byte alone, so that 256 results are all there are. */
  private boolean isTable() {
    return operands.size() == 1
        && operands.getFirst().storage().bytes() == 1
        && operands.getFirst().spread().isEmpty()
        && output.spread().isEmpty()
        && operations.stream().allMatch(it -> it.operation.isElementwise());
  }

  private int[] look(int[] integers) {
    QuantisedTensor operand = operands.getFirst();
    Shape all = new Shape(BYTE_VALUES, 1, 1);
    int[] every = new int[BYTE_VALUES];
    Arrays.setAll(every, i -> operand.lowest() + i);
    double[] values = compute(List.of(new QuantisedTensor(operand.name(), all, operand.scale(), operand.storage())), List.of(every));
    int[] table = new QuantisedTensor(output.name(), all, output.scale(), output.storage()).integers(values);
    int[] results = new int[integers.length];
    Arrays.setAll(results, i -> table[integers[i] - operand.lowest()]);
    return results;
  }

  private double[] compute(List<QuantisedTensor> from, List<int[]> integers) {
    List<HostOperation.Map> maps = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      maps.add(new HostOperation.Map(from.get(i).shape(), from.get(i).real(integers.get(i))));
    }
    for (Operation it : operations) {
      Shape shape = isTable() ? from.getFirst().shape() : it.shape;
      maps.add(new HostOperation.Map(shape, it.operation.apply(it.reads.stream().map(maps::get).toList(), shape)));
    }
    return maps.getLast().values();
  }

  /** Elements that the operations make. */
  public long elements() {
    return operations.stream().mapToLong(it -> it.shape.size()).sum();
  }

  /** Additions, multiplications, comparisons and functions that the operations come to, each counted as one. */
  public long arithmetic() {
    return operations.stream().mapToLong(it -> it.operation.arithmetic(shapes(it), it.shape)).sum();
  }

  private List<Shape> shapes(Operation operation) {
    return operation.reads.stream()
        .map(read -> read < operands.size() ? operands.get(read).shape() : operations.get(read - operands.size()).shape)
        .toList();
  }
}
