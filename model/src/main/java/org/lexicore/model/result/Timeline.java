package org.lexicore.model.result;

import java.util.List;

/**
 * When each unit of the accelerator was busy within a window of an inference: the content of {@code timeline.json}. Cycles
 * count from the reset, as in a trace or a waveform.
 *
 * @param from first cycle of the window
 * @param to the cycle after its last
 */
public record Timeline(long from, long to, List<Unit> units) {
  public Timeline {
    units = List.copyOf(units);
  }

  /**
   * One unit, or one direction of the bus.
   *
   * @param counts what {@code count} of an interval counts
   * @param resolution idle times up to so many cycles lie within intervals, to bound their number
   */
  public record Unit(String name, String counts, long resolution, List<Interval> intervals) {
    public Unit {
      intervals = List.copyOf(intervals);
    }
  }

  /**
   * Cycles in which a unit was busy.
   *
   * @param to the cycle after the last
   * @param busy cycles in which it was: fewer than there are if short idle times lie within
   * @param count instructions, passes or beats under way in it
   * @param first layer of the first of them
   * @param last layer of the last
   */
  public record Interval(long from, long to, long busy, long count, String first, String last) {
    /** This and the next interval as one. */
    public Interval with(Interval next) {
      return new Interval(from, next.to, busy + next.busy, count + next.count, first, next.last);
    }
  }
}
