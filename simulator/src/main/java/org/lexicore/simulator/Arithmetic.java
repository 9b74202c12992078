package org.lexicore.simulator;

import org.lexicore.model.instruction.Instruction;

/** What the array and the drain make of the bytes on chip. No cycle depends on it, so that it can be left out. */
interface Arithmetic {
  /** None: cycles, traffic and stalls stay what they are; the bytes that the units write mean nothing. */
  Arithmetic NONE =
      new Arithmetic() {
        @Override
        public void compute(Pass pass) {}

        @Override
        public void finish() {}

        @Override
        public void drain(Instruction.Drain drain, long issued) {}
      };

  /** Takes a pass before its first event, in the order of the passes. It is carried out at the latest by {@link #finish}. */
  void compute(Pass pass);

  /** Called when a compute retires: its operands may be overwritten and its sums read from now on. */
  void finish();

  /** Carries out a drain that was issued in cycle {@code issued}. */
  void drain(Instruction.Drain drain, long issued);
}
