package org.lexicore.compiler.onnx;

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
    if (type.equals("Div") && b == 0) {
      throw new NotTaken("divides a constant by zero", "export the network with constants folded");
    }
    return switch (type) {
      case "Add" -> a + b;
      case "Sub" -> a - b;
      case "Mul" -> a * b;
      case "Div" -> a / b;
      default -> (long) combine(type, (double) a, (double) b);
    };
  }

  private static double combine(String type, double a, double b) {
    return switch (type) {
      case "Add" -> a + b;
      case "Sub" -> a - b;
      case "Mul" -> a * b;
      case "Div" -> a / b;
      case "Pow" -> Math.pow(a, b);
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** One ONNX operator applied to each element. */
  static Tensor map(String type, Tensor tensor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      double x = tensor.at(i);
      values[i] =
          switch (type) {
            case "Neg" -> -x;
            case "Sqrt" -> Math.sqrt(x);
            case "Reciprocal" -> 1 / x;
            case "Exp" -> StrictMath.exp(x);
            default -> throw new IllegalArgumentException(type);
          };
    }
    Tensor.Floats reals = new Tensor.Floats(tensor.dims(), rounded(values));
    return tensor instanceof Tensor.Integers ? new Tensor.Integers(tensor.dims(), FoldConstants.integers(reals)) : reals;
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
    int[] positions = new int[Extents.constantSize(wide)];
    for (int i = 0; i < positions.length; i++) {
      for (int axis = 0; axis < narrow.length; axis++) {
        int index = i / strides[axis + skipped] % wide[axis + skipped];
        positions[i] += narrow[axis] == 1 ? 0 : index * steps[axis];
      }
    }
    return positions;
  }
}
