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
        public void drain(Instruction.Drain drain, long issued) {}
      };

  /** Carries out a pass: called before its first event, in the order of the passes. */
  void compute(Pass pass);

  /** Carries out a drain that was issued in cycle {@code issued}. */
  void drain(Instruction.Drain drain, long issued);
}
