package org.lexicore.compiler.compress;

/**
 * How much an error in a row of weights costs: a quadratic form over the row's K positions, the second moments of the layer's inputs.
 *
 * <p>{@code cost(e) = e H eᵀ} is the mean squared error of the output channel when its weights are off by e.
 */
sealed interface Curvature {
  /** Positions in a row. */
  int length();

  /** {@code row · H}. */
  float[] times(float[] row);

  /** The block of H at {@code from} to {@code from + d}; zero beyond the row's end. */
  float[][] block(int from, int d);

  /** Adds {@code delta · H} to {@code row}, for a delta that is zero but for its elements from {@code from} on. */
  void addTimes(float[] row, float[] delta, int from);

  /** Diagonal of H. */
  float[] diagonal();

  /** Every position by itself. */
  record Diagonal(float[] diagonal) implements Curvature {
    /** All positions cost the same: what is assumed without calibration data. */
    static Diagonal uniform(int length) {
      float[] ones = new float[length];
      java.util.Arrays.fill(ones, 1);
      return new Diagonal(ones);
    }

    @Override
    public int length() {
      return diagonal.length;
    }

    @Override
    public float[] times(float[] row) {
      float[] product = new float[row.length];
      for (int i = 0; i < row.length; i++) {
        product[i] = row[i] * diagonal[i];
      }
      return product;
    }

    @Override
    public float[][] block(int from, int d) {
      float[][] block = new float[d][d];
      for (int i = 0; i < Math.min(d, diagonal.length - from); i++) {
        block[i][i] = diagonal[from + i];
      }
      return block;
    }

    @Override
    public void addTimes(float[] row, float[] delta, int from) {
      for (int i = 0; i < Math.min(delta.length, row.length - from); i++) {
        row[from + i] += delta[i] * diagonal[from + i];
      }
    }
  }

  /**
   * Positions that occur together.
   *
   * @param rows symmetric, {@code [K][K]}
   */
  record Dense(float[][] rows) implements Curvature {
    @Override
    public int length() {
      return rows.length;
    }

    @Override
    public float[] times(float[] row) {
      float[] product = new float[row.length];
      int i = 0;
      for (; i + 4 <= row.length; i += 4) {
        add(product, rows[i], rows[i + 1], rows[i + 2], rows[i + 3], row[i], row[i + 1], row[i + 2], row[i + 3]);
      }
      for (; i < row.length; i++) {
        add(product, rows[i], row[i]);
      }
      return product;
    }

    @Override
    public float[][] block(int from, int d) {
      float[][] block = new float[d][d];
      int inside = Math.min(d, rows.length - from);
      for (int i = 0; i < inside; i++) {
        System.arraycopy(rows[from + i], from, block[i], 0, inside);
      }
      return block;
    }

    @Override
    public void addTimes(float[] row, float[] delta, int from) {
      for (int i = 0; i < Math.min(delta.length, row.length - from); i++) {
        if (delta[i] != 0) {
          add(row, rows[from + i], delta[i]);
        }
      }
    }

    @Override
    public float[] diagonal() {
      float[] diagonal = new float[rows.length];
      for (int i = 0; i < diagonal.length; i++) {
        diagonal[i] = rows[i][i];
      }
      return diagonal;
    }

    private static void add(float[] sums, float[] a, float[] b, float[] c, float[] d, float fa, float fb, float fc, float fd) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = sums[i] + fa * a[i] + fb * b[i] + fc * c[i] + fd * d[i];
      }
    }

    private static void add(float[] sums, float[] row, float factor) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += factor * row[i];
      }
    }
  }
}
