package org.lexicore.simulator;

import java.util.Arrays;

/**
 * The array's arithmetic for a whole pass: sums of products into a bank of accumulators.
 *
 * <p>The loops run along the pixels over separate arrays, four rows at a time: the shape that the JIT compiler vectorises.
 */
final class Array {
  private int[] sums = new int[0];

  /** Adds weights {@code [column][row]} × activations {@code [row][pixel]} to the bank from word {@code address} on. */
  void multiply(Pass pass, int[][] weights, int[][] activations, Accumulators bank) {
    int pixels = pass.pixels();
    int address = pass.compute().accumulator();
    if (sums.length < pixels) {
      sums = new int[pixels];
    }
    for (int column = 0; column < pass.compute().columns(); column++) {
      if (pass.accumulates()) {
        bank.read(column, address, sums, pixels);
      } else {
        Arrays.fill(sums, 0, pixels, 0);
      }
      column(weights[column], activations, pass.lo(), pass.hi(), pixels);
      bank.write(column, address, sums, pixels);
    }
  }

  private void column(int[] weights, int[][] activations, int lo, int hi, int pixels) {
    int row = lo;
    for (; row + 4 <= hi; row += 4) {
      int w0 = weights[row];
      int w1 = weights[row + 1];
      int w2 = weights[row + 2];
      int w3 = weights[row + 3];
      four(sums, activations[row], activations[row + 1], activations[row + 2], activations[row + 3], w0, w1, w2, w3, pixels);
    }
    for (; row < hi; row++) {
      one(sums, activations[row], weights[row], pixels);
    }
  }

  private static void four(
      int[] s, int[] x0, int[] x1, int[] x2, int[] x3, int w0, int w1, int w2, int w3, int pixels) {
    for (int p = 0; p < pixels; p++) {
      s[p] += w0 * x0[p] + w1 * x1[p] + w2 * x2[p] + w3 * x3[p];
    }
  }

  private static void one(int[] s, int[] x, int w, int pixels) {
    for (int p = 0; p < pixels; p++) {
      s[p] += w * x[p];
    }
  }
}
