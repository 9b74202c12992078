package org.lexicore.simulator.dram;

import java.util.Random;

/** Seeded requests to one channel that come alone or in bursts, near each other or anywhere. */
final class RandomTraffic {
  private final Random random;
  private final int writePercent;
  private long near;
  private int pause;

  RandomTraffic(long seed) {
    random = new Random(seed);
    writePercent = random.nextInt(5) * 25;
  }

  /** A request, to be offered after {@link #pause} cycles at the earliest. */
  record Access(boolean write, long address) {}

  /** Cycles in which nothing is offered before the next access. */
  int pause() {
    return pause;
  }

  Access next() {
    pause = random.nextInt(40) == 0 ? random.nextInt(random.nextInt(20) == 0 ? 20_000 : 300) : 0;
    near = random.nextInt(4) == 0 ? random.nextLong(1L << 33) : near + (random.nextInt(8) << 5);
    return new Access(random.nextInt(100) < writePercent, near);
  }
}
