package org.lexicore.testbenches;

import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;

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
        new Accelerator.CodebookStore(Accelerator.Place.NONE, 16, 4, 1, 1, Optional.empty()),
        new Accelerator.Buffers(4, 4, 1, 4, 4, 1),
        new Accelerator.Postprocess(4),
        new Accelerator.Axi(64, 32, 4, 4),
        new Accelerator.Dram("ideal", 8, 8, 0, 1));
  }
}
