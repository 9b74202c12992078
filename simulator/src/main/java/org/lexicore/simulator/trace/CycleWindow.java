package org.lexicore.simulator.trace;

/**
 * Cycles of a run, counted from the reset.
 *
 * @param from the first
 * @param to the one after the last
 */
public record CycleWindow(long from, long to) {
  public CycleWindow {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("no cycles lie from " + from + " to " + to);
    }
  }
}
