package org.lexicore.model.instruction;

/**
 * The tokens that an instruction waits for: it issues once each unit has retired at least this many instructions of the program.
 *
 * <p>Every retired instruction of a unit is one token. Counters are 16 bits and wrap; satisfied means that
 * {@code (short) (retired − wait) >= 0}, so a wait, a unit's wait for itself included, may lie at most 32,767 instructions back: the
 * mapper raises older ones.
 */
public record Waits(int load, int compute, int drain, int store) {
  /** Waits for nothing. */
  public static final Waits NONE = new Waits(0, 0, 0, 0);

  /** The token count waited for, of {@code unit}. */
  public int of(Unit unit) {
    return switch (unit) {
      case LOAD -> load;
      case COMPUTE -> compute;
      case DRAIN -> drain;
      case STORE -> store;
    };
  }
}
