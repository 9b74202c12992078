package org.lexicore.simulator.dram;

import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;

/**
 * What a memory counted.
 *
 * @param cycles cycles of the command clock
 * @param rowHits requests whose row was open when their first command went out
 * @param rowMisses requests whose bank was closed then
 * @param rowConflicts requests whose bank had another row open then
 * @param forwarded reads answered from the write queue
 * @param coalesced writes that replaced one in the write queue
 * @param latencies of reads, in cycles of the command clock, from the controller's taking them to their last data
 */
public record DramStatistics(
    DramStandard standard,
    long cycles,
    long rowHits,
    long rowMisses,
    long rowConflicts,
    long forwarded,
    long coalesced,
    LatencyHistogram latencies,
    DramCounts counts) {

  /** This and what the same memory counted in another run. */
  public DramStatistics plus(DramStatistics other) {
    LatencyHistogram both = new LatencyHistogram();
    both.add(latencies);
    both.add(other.latencies);
    return new DramStatistics(
        standard, cycles + other.cycles, rowHits + other.rowHits, rowMisses + other.rowMisses, rowConflicts + other.rowConflicts,
        forwarded + other.forwarded, coalesced + other.coalesced, both, counts.plus(other.counts));
  }

  /** Requests served. */
  public long requests() {
    return rowHits + rowMisses + rowConflicts + forwarded + coalesced;
  }

  /** Bytes that the requests carried. */
  public long bytes() {
    return requests() * standard.organisation().accessBytes();
  }

  /** Rate over all cycles, in 10⁹ bytes a second. */
  public double gigabytesPerSecond() {
    return cycles == 0 ? 0 : bytes() * (double) standard.timing().clockMhz() / cycles / 1000;
  }
}
