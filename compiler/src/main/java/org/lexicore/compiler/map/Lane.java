package org.lexicore.compiler.map;

import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;

/**
 * A sequence of instructions that must run in their order: those of a unit, but the loads of each memory for themselves, since loads of
 * different memories may overtake each other. The first five are in the order of the targets.
 */
enum Lane {
  ACTIVATIONS,
  RESIDUALS,
  INDICES,
  PARAMETERS,
  CODEBOOK,
  COMPUTE,
  DRAIN,
  STORE;

  static Lane of(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Load load -> values()[load.target()];
      case Instruction.Compute compute -> COMPUTE;
      case Instruction.Drain drain -> DRAIN;
      case Instruction.Store store -> STORE;
    };
  }

  Unit unit() {
    return switch (this) {
      case ACTIVATIONS, RESIDUALS, INDICES, PARAMETERS, CODEBOOK -> Unit.LOAD;
      case COMPUTE -> Unit.COMPUTE;
      case DRAIN -> Unit.DRAIN;
      case STORE -> Unit.STORE;
    };
  }
}
