package org.lexicore.testbenches.mutation;

import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** Faults made by hand, one of each kind that a bench of one small network lets through. */
final class KnownFaults {
  private KnownFaults() {}

  /** The smallest accelerator in which everything is built. */
  static Accelerator accelerator(CodebookStore.Kind place) {
    return new Accelerator(
        1, "tiny", new Accelerator.Array(4, 4), 100, new Accelerator.Technology(28),
        place.apply(new CodebookStore.Capacity(64, 4, 2, 2)), new Accelerator.Buffers(2, 1, 1, 1, 1, 1),
        new Accelerator.Postprocess(2), new Accelerator.Axi(64, 32, 3, 2), new Accelerator.Dram.Ideal(6, 8, 25, 5));
  }
}
