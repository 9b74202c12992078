package org.lexicore.simulator.dram;

import java.util.Arrays;

/** Latencies of reads, to the cycle. */
public final class LatencyHistogram {
  private long[] counts = new long[1024];
  private long total;
  private long sum;

  /** Notes a read that took {@code cycles}. */
  void add(long cycles) {
    int index = Math.toIntExact(cycles);
    if (index >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(index + 1, 2 * counts.length));
    }
    counts[index]++;
    total++;
    sum += cycles;
  }

  /** Adds what {@code other} noted. */
  void add(LatencyHistogram other) {
    counts = counts.length < other.counts.length ? Arrays.copyOf(counts, other.counts.length) : counts;
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    sum += other.sum;
  }

  /** Mean in cycles; 0 without reads. */
  public double mean() {
    return total == 0 ? 0 : (double) sum / total;
  }

  /** The latency in cycles that {@code percent} of the reads do not exceed; 0 without reads. */
  public long percentile(double percent) {
    long wanted = (long) Math.ceil(total * percent / 100);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && total > 0) {
        return i;
      }
    }
    return 0;
  }
}
