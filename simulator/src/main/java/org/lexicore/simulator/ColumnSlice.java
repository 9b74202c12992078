package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;

/** Carries out passes for the columns from {@code from} to {@code to}, exclusive; slices share nothing that they write. */
final class ColumnSlice {
  private final int from;
  private final int to;
  private final Accumulators[] banks;
  private final IndexDecoder decoder;
  private final SpanReader spanReader;

  /** A slice. {@code from} is a multiple of the decoder's ports. */
  ColumnSlice(Accelerator accelerator, Memories memories, int from, int to) {
    this.from = from;
    this.to = to;
    this.banks = memories.accumulators;
    this.decoder = new IndexDecoder(accelerator, memories);
    this.spanReader = new SpanReader(accelerator, memories);
  }

  /** Decodes weights, reads activations, and multiplies; columns that take no part get zeros, as the array writes them. */
  void compute(Pass pass) {
    Instruction.Compute compute = pass.compute();
    Accumulators bank = banks[compute.bank()];
    int end = Math.clamp(compute.columns(), from, to);
    if (from < end) {
      Array.multiply(pass, decoder.decode(pass, from, end), spanReader.read(pass), bank, from, end);
    }
    for (int column = end; column < to; column++) {
      bank.clear(column, compute.accumulator(), compute.accumulator() + pass.pixels());
    }
  }

  /** The decoder, which holds the weights of the pass carried out last. */
  IndexDecoder decoder() {
    return decoder;
  }
}
