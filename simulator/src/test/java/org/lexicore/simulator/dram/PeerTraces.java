package org.lexicore.simulator.dram;

import org.hipparchus.random.MersenneTwister;

/** The two workloads that the other simulators' figures were measured with. */
final class PeerTraces {
  private static final int ACCESS_BYTES = 64;

  /** Accesses in 2 GiB. */
  private static final int LINES = 1 << 25;

  private PeerTraces() {}

  /** 600,000 reads, 64 bytes apart. */
  static DramTrace stream() {
    DramTrace trace = new DramTrace();
    for (int i = 0; i < 600_000; i++) {
      trace.add(false, (long) i * ACCESS_BYTES);
    }
    return trace;
  }

  /**
   * 300,000 reads at {@code random.randrange(0, (2 << 30) // 64) * 64} after {@code random.seed(1)} in Python: its Mersenne
   * Twister is seeded with the array {1}, and a number below n is drawn from the highest bits of a word, as many as n has,
   * until one is below n.
   */
  static DramTrace random() {
    MersenneTwister twister = new MersenneTwister(new int[] {1});
    int discarded = Integer.numberOfLeadingZeros(LINES);
    DramTrace trace = new DramTrace();
    while (trace.size() < 300_000) {
      int drawn = twister.nextInt() >>> discarded;
      if (drawn < LINES) {
        trace.add(false, (long) drawn * ACCESS_BYTES);
      }
    }
    return trace;
  }
}
