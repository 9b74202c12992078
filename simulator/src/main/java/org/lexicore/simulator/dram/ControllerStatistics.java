package org.lexicore.simulator.dram;

/** What one controller counted. What a request's row was is noted when its first command goes out. */
final class ControllerStatistics {
  long rowHits;
  long rowMisses;
  long rowConflicts;
  long forwarded;
  long coalesced;
  long lastData;
  final LatencyHistogram latencies = new LatencyHistogram();

  /** Adds what another controller counted. */
  void add(ControllerStatistics other) {
    rowHits += other.rowHits;
    rowMisses += other.rowMisses;
    rowConflicts += other.rowConflicts;
    forwarded += other.forwarded;
    coalesced += other.coalesced;
    lastData = Math.max(lastData, other.lastData);
    latencies.add(other.latencies);
  }

  /** Notes the first command for a request, which shows what it found. */
  void begun(DramCommand first) {
    switch (first) {
      case PRECHARGE -> rowConflicts++;
      case ACTIVATE -> rowMisses++;
      case READ, READ_PRECHARGE, WRITE, WRITE_PRECHARGE -> rowHits++;
      case PRECHARGE_ALL, REFRESH -> throw new IllegalStateException(first + " is for no request");
    }
  }
}
