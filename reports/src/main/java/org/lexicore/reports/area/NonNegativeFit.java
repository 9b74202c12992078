package org.lexicore.reports.area;

import java.util.Arrays;

/**
 * Least squares of relative errors with coefficients that are not negative, since no part of a circuit has a negative area.
 *
 * <p>Coordinate descent from zero, a fixed number of rounds, so that the same data give the same coefficients.
 */
final class NonNegativeFit {
  private static final int ROUNDS = 20_000;

  private NonNegativeFit() {}

  /**
   * Coefficients c for which {@code Σ c·terms[i] ≈ values[i]}.
   *
   * @param terms one row a sample
   * @param values positive
   */
  static double[] of(double[][] terms, double[] values) {
    int count = terms[0].length;
    double[] squares = new double[count];
    double[][] scaled = new double[terms.length][count];
    for (int i = 0; i < terms.length; i++) {
      for (int t = 0; t < count; t++) {
        scaled[i][t] = terms[i][t] / values[i];
        squares[t] += scaled[i][t] * scaled[i][t];
      }
    }
    double[] coefficients = new double[count];
    double[] missing = new double[terms.length];
    Arrays.fill(missing, 1);
    boolean moved = true;
    for (int round = 0; moved && round < ROUNDS; round++) {
      moved = false;
      for (int t = 0; t < count; t++) {
        moved |= squares[t] > 0 && improve(t, scaled, squares[t], coefficients, missing);
      }
    }
    return coefficients;
  }

  /** Whether it changed anything; once nothing does, nothing will. */
  private static boolean improve(int term, double[][] scaled, double square, double[] coefficients, double[] missing) {
    double gain = 0;
    for (int i = 0; i < scaled.length; i++) {
      gain += scaled[i][term] * missing[i];
    }
    double better = Math.max(0, coefficients[term] + gain / square);
    double change = better - coefficients[term];
    if (change == 0) {
      return false;
    }
    coefficients[term] = better;
    for (int i = 0; i < scaled.length; i++) {
      missing[i] -= change * scaled[i][term];
    }
    return true;
  }
}
