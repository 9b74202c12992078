package org.lexicore.compiler.compress;

import java.util.Arrays;

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

  /** {@link #times(float[])} of each row, to the bit. */
  float[][] times(float[][] rows);

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
      Arrays.fill(ones, 1);
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
    public float[][] times(float[][] rows) {
      return Arrays.stream(rows).map(this::times).toArray(float[][]::new);
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
      return times(new float[][] {row})[0];
    }

    @Override
    public float[][] times(float[][] vectors) {
      float[][] products = new float[vectors.length][rows.length];
      int i = 0;
      for (; i + 4 <= rows.length; i += 4) { // each four rows of H for all vectors, while they are in the cache
        for (int v = 0; v < vectors.length; v++) {
          float[] vector = vectors[v];
          add(products[v], rows[i], rows[i + 1], rows[i + 2], rows[i + 3], vector[i], vector[i + 1], vector[i + 2], vector[i + 3]);
        }
      }
      for (; i < rows.length; i++) {
        for (int v = 0; v < vectors.length; v++) {
          add(products[v], rows[i], vectors[v][i]);
        }
      }
      return products;
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
