package org.lexicore.reports.energy;

import java.util.Map;
import org.lexicore.reports.ByNode;

/**
 * Energy of the same logic in another process node, at 0.9 V: a·V² + b·V + c of Stillmaker and Baas, "Scaling equations for the accurate
 * prediction of CMOS device performance from 180 nm to 7 nm", Integration 58 (2017), high-performance rows. Between two rows, as 28 nm is, it is
 * interpolated along the logarithm of the node.
 */
final class NodeScaling {
  static final int LEAST_NM = 7;
  static final int GREATEST_NM = 65;

  /** The voltage at which Horowitz states the energies that are scaled. */
  private static final double VOLTS = 0.9;

  /** Energy at {@link #VOLTS}, in the paper's unit. */
  private static final ByNode ENERGY = ByNode.of(Map.of(
      65, at(3.755, -4.398, 1.975),
      45, at(1.018, -0.3107, 0.1539),
      32, at(0.8367, -0.4341, 0.1701),
      20, at(0.373, -0.1582, 0.04104),
      16, at(0.2958, -0.1241, 0.03024),
      7, at(0.1776, -0.09097, 0.02447)));

  private NodeScaling() {}

  /** Whether there are rows around {@code node}. */
  static boolean covers(int node) {
    return node >= LEAST_NM && node <= GREATEST_NM;
  }

  /** Energy in node {@code to} over that in node {@code from}, both in nm and from 7 to 65. */
  static double factor(int from, int to) {
    return ENERGY.at(to) / ENERGY.at(from);
  }

  private static double at(double a, double b, double c) {
    return a * VOLTS * VOLTS + b * VOLTS + c;
  }
}
