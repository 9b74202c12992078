package org.lexicore.reports;

import java.util.Map;

/**
 * Energy and delay of the same logic in another process node, at 0.9 V: the polynomials in V of Stillmaker and Baas, "Scaling equations for the
 * accurate prediction of CMOS device performance from 180 nm to 7 nm", Integration 58 (2017), high-performance rows, as in wromaszkan/nodeScale.
 * Between two rows, as 28 nm is, they are interpolated along the logarithm of the node.
 */
public final class NodeScaling {
  private static final int LEAST_NM = 7;
  private static final int GREATEST_NM = 65;

  /** The voltage at which Horowitz states the energies that are scaled. */
  public static final double VOLTS = 0.9;

  /** Energy at {@link #VOLTS}, in the paper's unit. */
  private static final ByNode ENERGY = ByNode.of(Map.of(
      65, at(0, 3.755, -4.398, 1.975),
      45, at(0, 1.018, -0.3107, 0.1539),
      32, at(0, 0.8367, -0.4341, 0.1701),
      20, at(0, 0.373, -0.1582, 0.04104),
      16, at(0, 0.2958, -0.1241, 0.03024),
      7, at(0, 0.1776, -0.09097, 0.02447)));

  /**
   * Delay at {@link #VOLTS}, in the paper's unit. The row of 32 nm is left out: as printed it makes cells faster at 0.9 V than at 1.0 V, and a
   * difference of figures near 2,500 with four digits.
   */
  private static final ByNode DELAY = ByNode.of(Map.of(
      65, at(-53.3, 230.4, -333.9, 178.6),
      45, at(-501.6, 1567, -1619, 566.1),
      20, at(0, 34.63, -66.37, 41.15),
      16, at(0, 24.8, -47.52, 28.87),
      14, at(-40.66, 109.2, -100.6, 35.92),
      10, at(-34.95, 93.65, -85.99, 30.4),
      7, at(-28.58, 76.6, -70.26, 24.69)));

  /** The same at 180 nm and the 1.8 V that its cells are stated for. */
  private static final double DELAY_180 = polynomial(1.8, 0, 97.09, -356.7, 406.5);

  private NodeScaling() {}

  /** Whether there are rows around {@code node}. */
  public static boolean covers(int node) {
    return node >= LEAST_NM && node <= GREATEST_NM;
  }

  /** Energy in node {@code to} over that in node {@code from}, both in nm and from 7 to 65. */
  public static double energy(int from, int to) {
    return ENERGY.at(to) / ENERGY.at(from);
  }

  /** Delay in {@code node}, from 7 to 65 nm, over that of 180 nm at 1.8 V. */
  public static double delayFrom180(int node) {
    return DELAY.at(node) / DELAY_180;
  }

  private static double at(double a, double b, double c, double d) {
    return polynomial(VOLTS, a, b, c, d);
  }

  private static double polynomial(double volts, double a, double b, double c, double d) {
    return ((a * volts + b) * volts + c) * volts + d;
  }
}
