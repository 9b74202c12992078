package org.lexicore.reports.chart;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/** Ends a value axis at a tick, so that no mark lies beyond the last number. */
final class Ticks {
  private static final int MOST = 8;
  private static final double[] STEPS = {1, 2, 5, 10};

  /** Sums of fractions may lie this far, in steps, above what they stand for. */
  private static final double ROUNDING = 1e-9;

  private Ticks() {}

  /**
   * Gives {@code axis} a range that has {@code least} to {@code most} in it, and ticks at 1, 2 or 5 times a power of
   * ten.
   */
  static void fit(NumberAxis axis, double least, double most) {
    double range = most > least ? most - least : 1;
    double power = Math.pow(10, Math.floor(Math.log10(range / MOST)));
    double step = 10 * power;
    for (double one : STEPS) {
      if (one * power * MOST >= range) {
        step = one * power;
        break;
      }
    }
    axis.setRange(step * Math.floor(least / step + ROUNDING), step * Math.ceil((least + range) / step - ROUNDING));
    axis.setTickUnit(new NumberTickUnit(step, Numbers.axis()));
  }
}
