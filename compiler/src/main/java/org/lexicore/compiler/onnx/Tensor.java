package org.lexicore.compiler.onnx;

import java.util.Arrays;

/**
 * A constant of the file: values in C order with their extents. Both kinds of numbers are kept apart because ONNX divides and
 * rounds them differently; the widths (float16, int32, …) are not.
 */
sealed interface Tensor {
  /** Extents; none for a scalar. */
  int[] dims();

  /** Element {@code i} in C order; integers beyond 2^53 lose their last bits. */
  double at(int i);

  /** The same values under other extents of equal product. */
  Tensor withDims(int... dims);

  /** A tensor of the same kind whose element i is this one's element {@code from[i]}. */
  Tensor pick(int[] from, int... dims);

  /** Number of elements. */
  default int size() {
    return Extents.size(dims());
  }

  /** Real numbers. */
  record Floats(int[] dims, float[] values) implements Tensor {
    @Override
    public double at(int i) {
      return values[i];
    }

    @Override
    public Tensor withDims(int... other) {
      return new Floats(other, values);
    }

    @Override
    public Tensor pick(int[] from, int... other) {
      float[] picked = new float[from.length];
      for (int i = 0; i < from.length; i++) {
        picked[i] = values[from[i]];
      }
      return new Floats(other, picked);
    }
  }

  /** Integers and truth values. */
  record Integers(int[] dims, long[] values) implements Tensor {
    /** A list, as shapes and axes are written. */
    static Integers list(long... values) {
      return new Integers(new int[] {values.length}, values);
    }

    @Override
    public double at(int i) {
      return values[i];
    }

    @Override
    public Tensor withDims(int... other) {
      return new Integers(other, values);
    }

    @Override
    public Tensor pick(int[] from, int... other) {
      return new Integers(other, Arrays.stream(from).mapToLong(i -> values[i]).toArray());
    }
  }
}
