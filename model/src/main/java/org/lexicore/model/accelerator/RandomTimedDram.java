package org.lexicore.model.accelerator;

import java.util.Random;
import org.lexicore.model.dram.AddressMap;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.PagePolicy;

/**
 * Draws DRAM with a controller, for tests by random cases: small queues, and clocks of the accelerator that fit no multiple of
 * the DRAM's.
 */
public final class RandomTimedDram {
  private static final double[] CLOCKS_MHZ = {37, 100, 150, 333.333, 1000, 2500};

  private RandomTimedDram() {}

  /** In place of the ideal memory of {@code accelerator}, DRAM and a clock, for a third of the seeds. */
  public static Accelerator in(Accelerator accelerator, long seed) {
    Random random = new Random(~seed);
    if (random.nextInt(3) > 0) {
      return accelerator;
    }
    Accelerator a = accelerator;
    return new Accelerator(
        a.version(), a.name(), a.array(), CLOCKS_MHZ[random.nextInt(CLOCKS_MHZ.length)], a.technology(), a.codebook(), a.buffers(),
        a.postprocess(), a.axi(), draw(random));
  }

  private static Accelerator.Dram draw(Random random) {
    DramStandard standard = DramStandard.values()[random.nextInt(DramStandard.values().length)];
    return new Accelerator.Dram.Timed(
        standard,
        new ControllerSettings(
            1 << random.nextInt(3), 1 << random.nextInt(2), 1 + random.nextInt(32), 1 + random.nextInt(32), 50 + random.nextInt(50),
            1 + random.nextInt(49), AddressMap.values()[random.nextInt(AddressMap.values().length)],
            PagePolicy.values()[random.nextInt(PagePolicy.values().length)], random.nextInt(8) > 0, 1 + random.nextInt(4),
            random.nextInt(4)));
  }
}
