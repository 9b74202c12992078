package org.lexicore.reports;

import org.lexicore.model.accelerator.Accelerator;

/**
 * The accelerator's hardware, counted.
 *
 * @param multipliers8 int8 × 9-bit multipliers of the array
 * @param multipliers16 16-bit multipliers of the lanes
 * @param ramBits bits in RAMs
 * @param romBits bits in ROMs
 */
public record Hardware(long multipliers8, long multipliers16, long ramBits, long romBits) {
  /** Requantisers of a lane: for accumulators, for residuals, for sums of a pool. */
  private static final int REQUANTISERS = 3;

  /** A requantiser multiplies a 32-bit number by a 16-bit one: two partial products. */
  private static final int MULTIPLIERS = 2;

  /** Counts the hardware of {@code accelerator}. */
  public static Hardware of(Accelerator accelerator) {
    Accelerator.Array array = accelerator.array();
    Accelerator.CodebookStore store = accelerator.codebook();
    long accumulators = 2L * accelerator.accumulatorDepth() * array.columns() * Integer.SIZE;
    Accelerator.Buffers b = accelerator.buffers();
    long kib = (long) b.activationsKib() + b.indicesKib() + b.resultsKib() + b.residualsKib() + b.parametersKib();
    long codewords = 8L * store.books() * store.entries() * accelerator.codewordBytes();
    long codebookRam = store.place() == Accelerator.Place.SRAM ? codewords * store.ports() : 0;
    long codebookRom = store.place() == Accelerator.Place.ROM ? codewords * store.ports() : 0;
    return new Hardware((long) array.rows() * array.columns(), (long) accelerator.postprocess().lanes() * REQUANTISERS * MULTIPLIERS,
        accumulators + 8 * 1024 * kib + codebookRam, codebookRom);
  }
}
