package org.lexicore.simulator.random;

import java.util.Random;
import org.lexicore.model.Problems;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.RandomTimedDram;
import org.lexicore.model.accelerator.WriteOrder;

/** Seeded small accelerators over the whole range of shapes. */
public final class RandomAccelerator {
  private RandomAccelerator() {}

  /** A valid accelerator. */
  public static Accelerator of(long seed) {
    Random random = new Random(seed ^ 0x5DEECE66DL);
    while (true) {
      Accelerator drawn = draw(random, seed);
      Problems problems = new Problems();
      drawn.validate(problems);
      if (problems.none()) {
        return RandomTimedDram.in(drawn, seed);
      }
    }
  }

  private static Accelerator draw(Random random, long seed) {
    int rows = 4 << random.nextInt(4);
    int columns = 2 + random.nextInt(11);
    int dataBits = 32 << random.nextInt(5);
    CodebookStore.Kind kind = CodebookStore.Kind.ALL.get(random.nextInt(CodebookStore.Kind.ALL.size()));
    CodebookStore store =
        kind.apply(new CodebookStore.Capacity(
            2 << random.nextInt(8), 1 + random.nextInt(Math.min(8, rows)), 1 + random.nextInt(4), 1 << random.nextInt(2)));
    Accelerator.Buffers buffers =
        new Accelerator.Buffers(
            1 << random.nextInt(3), 1 + random.nextInt(4), 1 << random.nextInt(2), 1 << random.nextInt(2), 1 << random.nextInt(2),
            1 << random.nextInt(2));
    Accelerator.Dram dram =
        new Accelerator.Dram.Ideal(1 + random.nextInt(random.nextBoolean() ? 4 : 60), 1 << random.nextInt(7),
            random.nextBoolean() ? 0 : random.nextInt(90), random.nextLong(), WriteOrder.drawn(seed));
    return new Accelerator(
        1,
        "random-" + seed,
        new Accelerator.Array(rows, columns),
        100,
        new Accelerator.Technology(28),
        store,
        buffers,
        new Accelerator.Postprocess(1 << random.nextInt(4)),
        new Accelerator.Axi(dataBits, 32, 1 + random.nextInt(8), 1 + random.nextInt(4)),
        dram);
  }
}
