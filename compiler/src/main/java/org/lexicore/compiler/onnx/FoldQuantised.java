package org.lexicore.compiler.onnx;

import java.util.stream.IntStream;

/** Quantised constants, by ONNX's and by QONNX's operators: weights behind them are the values that they stand for. */
final class FoldQuantised {
  private FoldQuantised() {}

  /** {@code (q − zero point) · scale}: for the tensor, for each index of an axis, or for each block along one. */
  static Tensor dequantised(Operation operation, Tensor... operands) {
    Tensor integers = operands[0];
    int[] of = parameters(operation, integers, operands[1]);
    float[] values = new float[integers.size()];
    for (int i = 0; i < values.length; i++) {
      double zero = zero(operands, of[i]);
      values[i] = (float) ((integers.at(i) - zero) * operands[1].at(of[i]));
    }
    return new Tensor.Floats(integers.dims(), values);
  }

  /** {@code saturate(round(x / scale) + zero point)}, half to even. */
  static Tensor quantised(Operation operation, Tensor... operands) {
    Tensor reals = operands[0];
    IntegerRange range = IntegerRange.of(operation.attributes());
    int[] of = parameters(operation, reals, operands[1]);
    long[] values = new long[reals.size()];
    for (int i = 0; i < values.length; i++) {
      double zero = zero(operands, of[i]);
      values[i] = range.clamped(Math.rint((float) reals.at(i) / (float) operands[1].at(of[i])) + zero);
    }
    return new Tensor.Integers(reals.dims(), values);
  }

  private static double zero(Tensor[] operands, int at) {
    Tensor zeros = operands.length > 2 ? operands[2] : null;
    return zeros == null ? 0 : zeros.at(zeros.size() == 1 ? 0 : at);
  }

  /** Which scale each element has. */
  private static int[] parameters(Operation operation, Tensor tensor, Tensor scale) {
    int[] dims = tensor.dims();
    if (scale.size() == 1) {
      return new int[tensor.size()];
    }
    int axis = Extents.axis(operation.attributes().integer("axis", 1), dims.length);
    int block = (int) operation.attributes().integer("block_size", 0);
    int[] strides = Extents.strides(dims);
    int[] wanted = block == 0 ? new int[] {dims[axis]} : Drawing.with(dims, axis, Math.ceilDiv(dims[axis], block));
    if (block < 0 || !java.util.Arrays.equals(scale.dims(), wanted)) {
      throw new NotTaken("its scale is " + Extents.text(scale.dims()) + " where " + Extents.text(wanted) + " is needed", "export the network again");
    }
    int[] steps = Extents.strides(wanted);
    return IntStream.range(0, tensor.size())
        .map(
            i -> {
              if (block == 0) {
                return i / strides[axis] % dims[axis];
              }
              int at = 0;
              for (int k = 0; k < dims.length; k++) {
                int index = i / strides[k] % dims[k];
                at += (k == axis ? index / block : index) * steps[k];
              }
              return at;
            })
        .toArray();
  }

  /** QONNX's Quant: {@code (clamp(round(x / scale + zero point)) − zero point) · scale}, all of them broadcast. */
  static Tensor quant(Operation operation, Tensor... operands) {
    Tensor x = operands[0];
    IntegerRange range = range(operation, operands[3]);
    int[] scales = Broadcast.positions(operands[1].dims(), x.dims());
    int[] zeros = Broadcast.positions(operands[2].dims(), x.dims());
    float[] values = new float[x.size()];
    for (int i = 0; i < values.length; i++) {
      double zero = operands[2].at(zeros[i]);
      double scale = operands[1].at(scales[i]);
      values[i] = (float) ((range.clamped(rounded(operation, (float) (x.at(i) / scale + zero))) - zero) * scale);
    }
    return new Tensor.Floats(x.dims(), values);
  }

  static IntegerRange range(Operation operation, Tensor bits) {
    Attributes given = operation.attributes();
    return IntegerRange.of((int) Math.rint(bits.at(0)), given.integer("signed", 1) != 0, given.integer("narrow", 0) != 0);
  }

  private static double rounded(Operation operation, double value) {
    return switch (operation.attributes().text("rounding_mode", "ROUND").toUpperCase(java.util.Locale.ROOT)) {
      case "ROUND", "HALF_EVEN" -> Math.rint(value);
      case "FLOOR" -> Math.floor(value);
      case "CEIL" -> Math.ceil(value);
      case "ROUND_TO_ZERO", "DOWN" -> value < 0 ? Math.ceil(value) : Math.floor(value);
      default -> throw new NotTaken("rounding_mode \"" + operation.attributes().text("rounding_mode", "") + "\" is not supported", "round with ROUND");
    };
  }

  /** QONNX's BipolarQuant: the scale with the sign of x, and of zero the positive one. */
  static Tensor bipolar(Tensor x, Tensor scale) {
    int[] scales = Broadcast.positions(scale.dims(), x.dims());
    float[] values = new float[x.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (x.at(i) >= 0 ? scale.at(scales[i]) : -scale.at(scales[i]));
    }
    return new Tensor.Floats(x.dims(), values);
  }
}
