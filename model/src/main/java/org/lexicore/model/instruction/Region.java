package org.lexicore.model.instruction;

/** What an address in an instruction is relative to; the ordinal is the code, the base a register. */
public enum Region {
  /** Index streams, int8 weights, parameters, codebooks. */
  DATA,
  /** Activations between layers. */
  SCRATCH,
  /** Network inputs. */
  INPUT,
  /** Network outputs. */
  OUTPUT
}
