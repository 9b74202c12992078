package org.lexicore.simulator;

import org.lexicore.model.timing.Latencies;
import org.lexicore.simulator.trace.TraceSink;

/** Tells the sink of a pass's accumulator writes. */
final class PassEvents {
  private static final int ADDRESS_MASK = (1 << 14) - 1;

  private final TraceSink sink;
  private final Memories memories;
  private final int latency;
  private final int[] sums;

  PassEvents(Environment environment, Memories memories) {
    this.sink = environment.sink();
    this.memories = memories;
    this.latency = Latencies.accumulate(environment.accelerator().array().rows());
    this.sums = new int[environment.accelerator().array().columns()];
  }

  /** Called when the bank holds the pass's sums. */
  void tell(Pass pass) {
    Accumulators bank = memories.accumulators[pass.compute().bank()];
    for (int pixel = 0; pixel < pass.pixels(); pixel++) {
      int address = pass.compute().accumulator() + pixel & ADDRESS_MASK;
      for (int column = 0; column < sums.length; column++) {
        sums[column] = bank.get(column, address);
      }
      sink.accumulate(pass.start() + latency + pixel, address, sums);
    }
  }
}
