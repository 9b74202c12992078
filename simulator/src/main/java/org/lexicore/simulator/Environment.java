package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.simulator.trace.TraceSink;

/**
 * What every unit of one run shares.
 *
 * @param exact whether the arithmetic is carried out; it must be if the sink is active
 */
record Environment(Accelerator accelerator, Run run, Counters counters, TraceSink sink, boolean exact) {
  /** Bits of an address that reach the bus. */
  int addressMask() {
    int bits = accelerator.axi().addressBits();
    return bits == Integer.SIZE ? -1 : (1 << bits) - 1;
  }
}
