package org.lexicore.simulator.dram;

import java.util.Arrays;
import org.lexicore.model.dram.DramCounts;

/** Counts what the devices of one channel do, for their energy; a rank is active while a row of it is open. */
final class DramActivity {
  private final int[] open;
  private final long[] activeSince;
  private final long[] closedAt;
  private long active;

  long activates;
  long reads;
  long writes;
  long refreshes;

  DramActivity(int ranks) {
    open = new int[ranks];
    activeSince = new long[ranks];
    closedAt = new long[ranks];
    // Before cycle 0, so that the first row opened begins a span of no length.
    Arrays.fill(closedAt, -1);
    Arrays.fill(activeSince, -1);
  }

  /** A row of {@code rank} opens. */
  void opened(int rank, long cycle) {
    activates++;
    if (open[rank]++ == 0 && cycle >= closedAt[rank]) {
      active += closedAt[rank] - activeSince[rank];
      activeSince[rank] = cycle;
    }
  }

  /** A row of {@code rank} closes, or will, in {@code cycle}: an automatic precharge is known in advance. */
  void closed(int rank, long cycle) {
    open[rank]--;
    closedAt[rank] = Math.max(closedAt[rank], cycle);
  }

  /** The counts up to cycle {@code end}. */
  DramCounts counts(long end) {
    long sum = active;
    for (int rank = 0; rank < open.length; rank++) {
      sum += Math.max(0, (open[rank] > 0 ? end : Math.min(end, closedAt[rank])) - activeSince[rank]);
    }
    return new DramCounts(activates, reads, writes, refreshes, sum, open.length * end - sum);
  }
}
