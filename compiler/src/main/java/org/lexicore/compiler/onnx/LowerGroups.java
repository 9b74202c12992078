package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalisations over other elements than batch or layer normalisation takes: GroupNormalization, RMSNormalization,
 * LRN, MeanVarianceNormalization.
 */
final class LowerGroups {
  /** The first opset whose GroupNormalization has a factor for each channel, not for each group. */
  private static final int FACTORS_OF_CHANNELS = 21;

  private LowerGroups() {}

  static void group(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    int[] dims = expansion.dims(expansion.operand(0));
    int groups = (int) operation.attributes().integer("num_groups", 0);
    if (dims.length < 2 || groups < 1 || dims[1] % groups != 0) {
      throw new NotTaken("normalises " + Extents.text(dims) + " in " + groups + " groups", "give groups that divide the channels");
    }
    int each = Extents.size(dims) / dims[0] / groups;
    String apart = expansion.reshape(expansion.operand(0), dims[0], groups, each);
    String normalised = normalised(apart, each, operation.attributes().real("epsilon", 1e-5f), expansion);
    String back = expansion.reshape(normalised, longs(dims));
    String factor = perChannel(operation, 1, dims, groups, expansion, lowering);
    String shift = perChannel(operation, 2, dims, groups, expansion, lowering);
    expansion.last("Add", List.of(expansion.node("Mul", List.of(back, factor)), shift));
  }

  private static String normalised(String tensor, int each, float epsilon, Expansion expansion) {
    String ones = expansion.floats("ones", Parameters.all(each, 1), each);
    return expansion.node("LayerNormalization", List.of(tensor, ones), Protos.real("epsilon", epsilon), Protos.integer("axis", -1));
  }

  /** [1, channels, 1, …]; a value for each group is one for each of its channels. */
  private static String perChannel(Operation operation, int operand, int[] dims, int groups, Expansion expansion, Lowering lowering) {
    int count = lowering.opset() < FACTORS_OF_CHANNELS ? groups : dims[1];
    float[] given = Parameters.vector(operation, operand, count, lowering);
    float[] values = new float[dims[1]];
    for (int c = 0; c < values.length; c++) {
      values[c] = given[c / (dims[1] / count)];
    }
    int[] wide = new int[dims.length];
    Arrays.fill(wide, 1);
    wide[1] = dims[1];
    return expansion.constant(operation.inputs().get(operand), new Tensor.Floats(wide, values));
  }

  /** {@code x / √(mean of x² + epsilon) · scale} over all axes from {@code axis} on. */
  static void rootMeanSquare(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    String x = expansion.operand(0);
    int rank = expansion.dims(x).length;
    int axis = Extents.axis(operation.attributes().integer("axis", -1), rank);
    String axes = expansion.integers("axes", IntStream.range(axis, rank).asLongStream().toArray());
    String mean = expansion.node("ReduceMean", List.of(expansion.node("Mul", List.of(x, x)), axes));
    String epsilon = expansion.number("epsilon", operation.attributes().real("epsilon", 1e-5f));
    String root = expansion.node("Sqrt", List.of(expansion.node("Add", List.of(mean, epsilon))));
    expansion.last("Mul", List.of(expansion.node("Div", List.of(x, root)), expansion.operand(1)));
  }

  /** {@code x / (bias + alpha / size · Σ x²)^beta}, the sum over a window of {@code size} channels. */
  static void localResponse(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    Attributes given = operation.attributes();
    String x = expansion.operand(0);
    int[] dims = expansion.dims(x);
    int size = (int) given.integer("size", 0);
    if (dims.length < 2 || size < 1) {
      throw new NotTaken("normalises " + Extents.text(dims) + " over " + size + " channels", "export the network again");
    }
    String squares = expansion.node("Mul", List.of(x, x));
    String sums = null;
    for (int shift = -((size - 1) / 2); shift <= size / 2; shift++) {
      String moved = shifted(squares, shift, dims, expansion);
      sums = sums == null ? moved : moved == null ? sums : expansion.node("Add", List.of(sums, moved));
    }
    String scaled = expansion.node("Mul", List.of(sums, expansion.number("alpha", given.real("alpha", 1e-4f) / size)));
    String base = expansion.node("Add", List.of(scaled, expansion.number("bias", given.real("bias", 1))));
    String power = expansion.node("Pow", List.of(base, expansion.number("beta", given.real("beta", 0.75f))));
    expansion.last("Div", List.of(x, power));
  }

  /**
   * The tensor with each channel in the place of the one {@code shift} before it, zeros where there is none; null if
   * that is everywhere.
   */
  private static String shifted(String tensor, int shift, int[] dims, Expansion expansion) {
    if (shift == 0) {
      return tensor;
    }
    if (Math.abs(shift) >= dims[1]) {
      return null;
    }
    long[] pads = new long[2 * dims.length];
    pads[1] = -shift;
    pads[dims.length + 1] = shift;
    return expansion.node("Pad", List.of(tensor, expansion.integers("pads", pads)));
  }

  /** {@code (x − mean) / √(mean of squares − square of mean + 1e-9)} over the axes. */
  static void meanVariance(Operation operation, Lowering lowering) {
    Expansion expansion = new Expansion(operation, lowering);
    String x = expansion.operand(0);
    String axes = expansion.integers("axes", operation.attributes().integers("axes", 0, 2, 3));
    String difference = expansion.node("Sub", List.of(x, expansion.node("ReduceMean", List.of(x, axes))));
    String variance = expansion.node("ReduceMean", List.of(expansion.node("Mul", List.of(difference, difference)), axes));
    String deviation = expansion.node("Sqrt", List.of(expansion.node("Add", List.of(variance, expansion.number("epsilon", 1e-9)))));
    expansion.last("Div", List.of(difference, deviation));
  }

  static long[] longs(int... values) {
    return IntStream.of(values).asLongStream().toArray();
  }
}
