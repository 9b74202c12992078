package org.lexicore.simulator;

/**
 * The array's arithmetic for a whole pass: sums of products into a bank of accumulators.
 *
 * <p>The loops run along the pixels, four rows at a time, over separate arrays with one index: the shape that the JIT compiler
 * vectorises. So the activations of a pixel lie at the word that takes its sums.
 */
final class Array {
  private static final int ROWS = 4;

  private Array() {}

  /** Adds weights {@code [column][row]} × activations {@code [row][word]} to the pass's words of the columns first … end − 1. */
  static void multiply(Pass pass, byte[][] weights, int[][] activations, Accumulators bank, int first, int end) {
    int from = pass.compute().accumulator();
    int to = from + pass.pixels();
    for (int column = first; column < end; column++) {
      if (!pass.accumulates()) {
        bank.clear(column, from, to);
      }
      column(bank.words(column), weights[column], activations, pass.lo(column), pass.hi(column), from, to);
    }
  }

  private static void column(int[] sums, byte[] weights, int[][] activations, int lo, int hi, int from, int to) {
    int row = lo;
    for (; row + ROWS <= hi; row += ROWS) {
      four(
          sums, activations[row], activations[row + 1], activations[row + 2], activations[row + 3], weights[row], weights[row + 1],
          weights[row + 2], weights[row + 3], from, to);
    }
    for (; row < hi; row++) {
      one(sums, activations[row], weights[row], from, to);
    }
  }

  private static void four(
      int[] s, int[] x0, int[] x1, int[] x2, int[] x3, int w0, int w1, int w2, int w3, int from, int to) {
    for (int p = from; p < to; p++) {
      s[p] += w0 * x0[p] + w1 * x1[p] + w2 * x2[p] + w3 * x3[p];
    }
  }

  private static void one(int[] s, int[] x, int w, int from, int to) {
    for (int p = from; p < to; p++) {
      s[p] += w * x[p];
    }
  }
}
