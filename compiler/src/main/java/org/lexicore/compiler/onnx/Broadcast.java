package org.lexicore.compiler.onnx;

import java.util.Arrays;
import org.lexicore.model.network.host.ScalarFunction;

/** Elementwise arithmetic on constants with NumPy's broadcasting; reals are computed in double and rounded to float. */
final class Broadcast {
  private Broadcast() {}

  /** {@code left ∘ right} for the ONNX operator {@code type}; integers stay integers. */
  static Tensor combine(String type, Tensor left, Tensor right) {
    int[] dims = dims(left.dims(), right.dims());
    int[] fromLeft = positions(left.dims(), dims);
    int[] fromRight = positions(right.dims(), dims);
    if (left instanceof Tensor.Integers a && right instanceof Tensor.Integers b) {
      long[] values = new long[fromLeft.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = combine(type, a.values()[fromLeft[i]], b.values()[fromRight[i]]);
      }
      return new Tensor.Integers(dims, values);
    }
    double[] values = new double[fromLeft.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = combine(type, left.at(fromLeft[i]), right.at(fromRight[i]));
    }
    return new Tensor.Floats(dims, rounded(values));
  }

  private static long combine(String type, long a, long b) {
    if ((type.equals("Div") || type.equals("Mod")) && b == 0) {
      throw new NotTaken("divides a constant by zero", "export the network with constants folded");
    }
    return switch (type) {
      case "Add" -> a + b;
      case "Sub" -> a - b;
      case "Mul" -> a * b;
      case "Div" -> a / b;
      case "Mod" -> Math.floorMod(a, b);
      default -> (long) combine(type, (double) a, (double) b);
    };
  }

  private static double combine(String type, double a, double b) {
    return switch (type) {
      case "Add" -> a + b;
      case "Sub" -> a - b;
      case "Mul" -> a * b;
      case "Div" -> a / b;
      case "Mod" -> a % b;
      case "Pow" -> StrictMath.pow(a, b);
      case "Max", "Or" -> Math.max(a, b);
      case "Min", "And" -> Math.min(a, b);
      default -> Formulas.comparison(type, Formulas.X).at(a - b);
    };
  }

  /** A function of each element; of integers integers. */
  static Tensor map(ScalarFunction function, Tensor tensor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.at(tensor.at(i));
    }
    Tensor.Floats reals = new Tensor.Floats(tensor.dims(), rounded(values));
    return tensor instanceof Tensor.Integers ? new Tensor.Integers(tensor.dims(), FoldConstants.integers(reals)) : reals;
  }

  /** Of each element the left one where the condition holds, otherwise the right one. */
  static Tensor select(Tensor condition, Tensor left, Tensor right) {
    int[] dims = dims(condition.dims(), dims(left.dims(), right.dims()));
    int[] truth = positions(condition.dims(), dims);
    Tensor a = left.pick(positions(left.dims(), dims), dims);
    Tensor b = right.pick(positions(right.dims(), dims), dims);
    boolean whole = left instanceof Tensor.Integers && right instanceof Tensor.Integers;
    double[] values = new double[truth.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = condition.at(truth[i]) != 0 ? a.at(i) : b.at(i);
    }
    return whole
        ? new Tensor.Integers(dims, Arrays.stream(values).mapToLong(value -> (long) value).toArray())
        : new Tensor.Floats(dims, rounded(values));
  }

  static float[] rounded(double... values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  /** The extents both broadcast to. */
  static int[] dims(int[] left, int[] right) {
    int[] dims = new int[Math.max(left.length, right.length)];
    for (int back = 1; back <= dims.length; back++) {
      int a = back <= left.length ? left[left.length - back] : 1;
      int b = back <= right.length ? right[right.length - back] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new NotTaken(
            "its operands " + Extents.text(left) + " and " + Extents.text(right) + " do not fit each other", "export the network again");
      }
      dims[dims.length - back] = a == 1 ? b : a;
    }
    return dims;
  }

  /** For each element of {@code wide} in C order, the element of a tensor with extents {@code narrow} that is repeated there. */
  static int[] positions(int[] narrow, int[] wide) {
    int[] strides = Extents.strides(wide);
    int[] steps = Extents.strides(narrow);
    int skipped = wide.length - narrow.length;
    int[] positions = new int[Extents.constantSizeFrom(Extents.size(narrow), wide)];
    for (int i = 0; i < positions.length; i++) {
      for (int axis = 0; axis < narrow.length; axis++) {
        int index = i / strides[axis + skipped] % wide[axis + skipped];
        positions[i] += narrow[axis] == 1 ? 0 : index * steps[axis];
      }
    }
    return positions;
  }
}
