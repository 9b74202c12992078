package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.simulator.trace.TraceSink;

/** What every unit of one run shares. */
record Environment(Accelerator accelerator, Run run, Counters counters, TraceSink sink) {
  /** Bits of an address that reach the bus. */
  int addressMask() {
    int bits = accelerator.axi().addressBits();
    return bits == Integer.SIZE ? -1 : (1 << bits) - 1;
  }
}
