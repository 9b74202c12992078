package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Reductions of constants, as shape arithmetic has them. */
final class ReduceConstant {
  private ReduceConstant() {}

  static Tensor reduce(Operation operation, Tensor... operands) {
    Attributes given = operation.attributes();
    Tensor tensor = operands[0];
    int rank = tensor.dims().length;
    long[] axes = operands.length > 1 && operands[1] != null ? FoldConstants.integers(operands[1]) : given.integers("axes");
    int[] reduced = axes.length == 0 ? Drawing.axes(rank) : Arrays.stream(axes).mapToInt(axis -> Extents.axis(axis, rank)).toArray();
    int[] dims = tensor.dims().clone();
    Arrays.stream(reduced).forEach(axis -> dims[axis] = 1);
    int[] to = Broadcast.positions(dims, tensor.dims());
    double[] values = new double[Extents.size(dims)];
    boolean[] begun = new boolean[values.length];
    for (int i = 0; i < to.length; i++) {
      values[to[i]] = begun[to[i]] ? fold(operation.type(), values[to[i]], tensor.at(i)) : tensor.at(i);
      begun[to[i]] = true;
    }
    if (operation.type().equals("ReduceMean")) {
      Arrays.setAll(values, i -> values[i] * values.length / tensor.size());
    }
    boolean kept = given.integer("keepdims", 1) != 0;
    int[] left = IntStream.range(0, rank).filter(axis -> kept || Arrays.stream(reduced).noneMatch(r -> r == axis)).map(axis -> dims[axis]).toArray();
    return tensor instanceof Tensor.Integers
        ? new Tensor.Integers(left, Arrays.stream(values).mapToLong(value -> (long) value).toArray())
        : new Tensor.Floats(left, Broadcast.rounded(values));
  }

  private static double fold(String type, double value, double next) {
    return switch (type) {
      case "ReduceProd" -> value * next;
      case "ReduceMax" -> Math.max(value, next);
      case "ReduceMin" -> Math.min(value, next);
      default -> value + next;
    };
  }
}
