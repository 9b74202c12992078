package org.lexicore.testbenches;

import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.WriteOrder;

/** Small accelerators for tests. */
final class Accelerators {
  private Accelerators() {}

  /** No codebook, 64-bit bus, 4 lanes. */
  static Accelerator small(int rows, int columns) {
    return new Accelerator(
        1,
        "small-" + rows + "x" + columns,
        new Accelerator.Array(rows, columns),
        100,
        new Accelerator.Technology(28),
        CodebookStore.Kind.NONE.apply(new CodebookStore.Capacity(16, 4, 1, 1)),
        new Accelerator.Buffers(4, 4, 1, 4, 4, 1),
        new Accelerator.Postprocess(4),
        new Accelerator.Axi(64, 32, 4, 4),
        new Accelerator.Dram.Ideal(8, 8, 0, 1));
  }

  /** The smallest with everything in it: a codebook in ROM, two lanes, stalls on every channel. */
  static Accelerator tiny() {
    return tiny(CodebookStore.Kind.ROM);
  }

  /** The same with its codebook elsewhere. */
  static Accelerator tiny(CodebookStore.Kind place) {
    return tiny(place, WriteOrder.FREE);
  }

  /** The same before a memory that takes writes in another order. */
  static Accelerator tiny(WriteOrder order) {
    return tiny(CodebookStore.Kind.ROM, order);
  }

  private static Accelerator tiny(CodebookStore.Kind place, WriteOrder order) {
    return new Accelerator(
        1,
        "tiny",
        new Accelerator.Array(4, 4),
        100,
        new Accelerator.Technology(28),
        place.apply(new CodebookStore.Capacity(64, 4, 2, 2)),
        new Accelerator.Buffers(2, 1, 1, 1, 1, 1),
        new Accelerator.Postprocess(2),
        new Accelerator.Axi(64, 32, 3, 2),
        new Accelerator.Dram.Ideal(6, 8, 25, 5, order));
  }
}
