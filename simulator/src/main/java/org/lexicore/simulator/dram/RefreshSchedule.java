package org.lexicore.simulator.dram;

/** When which rank is to be refreshed: each every tREFI, the ranks evenly apart. */
final class RefreshSchedule {
  private static final int NOBODY = -1;

  private final long interval;
  private final int ranks;
  private long turn = 1;
  private int pending = NOBODY;

  /** With {@code interval} cycles from refresh to refresh of a rank, or without refreshes if it is 0. */
  RefreshSchedule(int interval, int ranks) {
    this.interval = interval;
    this.ranks = ranks;
  }

  /** Cycle from which on the next refresh is pending; {@code Long.MAX_VALUE} while one is. */
  long due() {
    return pending != NOBODY || interval == 0 ? Long.MAX_VALUE : turn * interval / ranks;
  }

  /** The refresh that is due becomes pending. */
  void begin() {
    pending = (int) ((turn - 1) % ranks);
    turn++;
  }

  /** The pending refresh went out. */
  void done() {
    pending = NOBODY;
  }

  /** The rank whose refresh is pending, or −1. */
  int pending() {
    return pending;
  }
}
