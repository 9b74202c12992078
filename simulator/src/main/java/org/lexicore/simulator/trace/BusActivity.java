package org.lexicore.simulator.trace;

/** Beats of one direction of the bus: those of successive cycles are one interval. */
final class BusActivity {
  private final UnitActivity activity;
  private long from;
  private long to;

  BusActivity(UnitActivity activity) {
    this.activity = activity;
  }

  void beat(long cycle) {
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
