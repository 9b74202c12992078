package org.lexicore.simulator.trace;

/** Beats of one direction of the bus within a window: those of successive cycles are one interval. */
final class BusActivity {
  private final UnitActivity activity;
  private final CycleWindow window;
  private long from;
  private long to;

  BusActivity(UnitActivity activity, CycleWindow window) {
    this.activity = activity;
    this.window = window;
  }

  void beat(long cycle) {
    if (cycle < window.from() || cycle >= window.to()) {
      return;
    }
    if (cycle != to) {
      end();
      from = cycle;
    }
    to = cycle + 1;
  }

  void end() {
    activity.busy(from, to, to - from, "", "");
    from = to;
  }
}
