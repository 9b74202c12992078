package org.lexicore.simulator.trace;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.result.Timeline;
import org.lexicore.model.result.Timeline.Interval;

/**
 * When one unit was busy within a window. Its memory is bounded: where intervals become too many, those near each other become
 * one.
 */
final class UnitActivity {
  private static final int MOST = 4096;

  private final String name;
  private final String counts;
  private final CycleWindow window;
  private List<Interval> intervals = new ArrayList<>();
  private long resolution;

  UnitActivity(String name, String counts, CycleWindow window) {
    this.name = name;
    this.counts = counts;
    this.window = window;
  }

  /** Busy in the cycles from {@code from} up to {@code to}, exclusive, which lie after those told before. */
  void busy(long from, long to, long count, String first, String last) {
    long begin = Math.max(from, window.from());
    long end = Math.min(to, window.to());
    if (begin >= end) {
      return;
    }
    Interval next = new Interval(begin, end, end - begin, count, first, last);
    if (!intervals.isEmpty() && joins(intervals.getLast(), next)) {
      intervals.add(intervals.removeLast().with(next));
      return;
    }
    intervals.add(next);
    if (intervals.size() > MOST) {
      thin();
    }
  }

  /** Whether the idle time between two intervals is too short to be kept; at first every interval stands for itself. */
  private boolean joins(Interval one, Interval next) {
    return resolution > 0 && next.from() - one.to() <= resolution;
  }

  private void thin() {
    while (intervals.size() > MOST / 2) {
      resolution = Math.max(1, 2 * resolution);
      List<Interval> thinner = new ArrayList<>();
      for (Interval interval : intervals) {
        if (!thinner.isEmpty() && joins(thinner.getLast(), interval)) {
          thinner.add(thinner.removeLast().with(interval));
        } else {
          thinner.add(interval);
        }
      }
      intervals = thinner;
    }
  }

  Timeline.Unit unit() {
    return new Timeline.Unit(name, counts, resolution, intervals);
  }
}
