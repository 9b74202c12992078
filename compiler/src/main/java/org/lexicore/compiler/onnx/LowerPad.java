package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Pad. A constant around height and width is a draft of its own, which {@link MergePadding} gives to what follows;
 * every other border is picked by the host.
 */
final class LowerPad {
  private LowerPad() {}

  static void lower(Operation operation, Lowering lowering) {
    View view = lowering.view(operation, 0);
    int[] dims = view.dims();
    int[][] pads = pads(operation, dims.length, operand(operation, 1, lowering), operand(operation, 3, lowering));
    if (Arrays.stream(pads).flatMapToInt(Arrays::stream).allMatch(pad -> pad == 0)) {
      lowering.bind(operation, view);
      return;
    }
    String mode = operation.attributes().text("mode", "constant");
    float value = value(operation, lowering.constant(operation, 2).orElse(null));
    if (mode.equals("constant") && isAroundMap(dims, pads)) {
      around(operation, lowering.map(operation, 0), pads, value, lowering);
    } else {
      View made = lowering.drawing().pick(operation.output(), view, PickPositions.pad(dims, pads[0], pads[1], mode), value);
      lowering.bind(operation, made);
    }
  }

  /** Of a constant. */
  static Tensor fold(Operation operation, Tensor... operands) {
    Tensor tensor = operands[0];
    Tensor given = operands.length > 1 ? operands[1] : null;
    int[][] pads = pads(operation, tensor.dims().length, given, operands.length > 3 ? operands[3] : null);
    PickPositions picked = PickPositions.pad(tensor.dims(), pads[0], pads[1], operation.attributes().text("mode", "constant"));
    float value = value(operation, operands.length > 2 ? operands[2] : null);
    Tensor withValue = MoveElements.concatenate(new Tensor[] {tensor.withDims(tensor.size()), like(tensor, value)}, 0);
    return withValue.pick(Arrays.stream(picked.from()).map(at -> at < 0 ? tensor.size() : at).toArray(), picked.dims());
  }

  private static Tensor like(Tensor tensor, float value) {
    return tensor instanceof Tensor.Integers ? Tensor.Integers.list((long) value) : new Tensor.Floats(new int[] {1}, new float[] {value});
  }

  private static Tensor operand(Operation operation, int operand, Lowering lowering) {
    return lowering.constant(operation, operand).orElse(null);
  }

  /** An attribute before opset 11, then an operand. */
  private static float value(Operation operation, Tensor given) {
    boolean one = given != null && given.size() == 1;
    float value = one ? (float) given.at(0) : operation.attributes().real("value", 0);
    if (Float.isNaN(value)) {
      throw new NotTaken("pads with NaN", "pad with a number");
    }
    return value;
  }

  private static boolean isAroundMap(int[] dims, int[][] pads) {
    boolean map = dims.length == 4 && dims[0] == 1;
    return map && IntStream.range(0, 4).allMatch(axis -> (axis > 1 || pads[0][axis] == 0 && pads[1][axis] == 0) && pads[0][axis] >= 0 && pads[1][axis] >= 0);
  }

  private static void around(Operation operation, View map, int[][] pads, float value, Lowering lowering) {
    int[] dims = IntStream.range(0, 4).map(axis -> map.dims()[axis] + pads[0][axis] + pads[1][axis]).toArray();
    lowering
        .drawing()
        .add(
            new Draft.Padding(
                operation.output(), Order.natural(4).shape(dims), map.draft(), pads[0][2], pads[0][3], pads[1][2], pads[1][3],
                value));
    lowering.bind(operation, View.of(operation.output(), dims));
  }

  /** Begin and end of every axis, whichever are given. */
  static int[][] pads(Operation operation, int rank, Tensor given, Tensor givenAxes) {
    long[] pads = given == null ? operation.attributes().integers("pads") : FoldConstants.integers(given);
    long[] axes = givenAxes == null ? IntStream.range(0, rank).asLongStream().toArray() : FoldConstants.integers(givenAxes);
    if (pads.length != 2 * axes.length) {
      throw new NotTaken("has " + pads.length + " pads for " + axes.length + " axes", "export the network again");
    }
    int[][] all = new int[2][rank];
    for (int i = 0; i < axes.length; i++) {
      int axis = Extents.axis(axes[i], rank);
      all[0][axis] = pad(pads[i]);
      all[1][axis] = pad(pads[i + axes.length]);
    }
    return all;
  }

  private static int pad(long pad) {
    if (Math.abs(pad) > Short.MAX_VALUE) {
      throw new NotTaken("pads by " + pad, "give numbers up to " + Short.MAX_VALUE);
    }
    return (int) pad;
  }
}
