package org.lexicore.simulator.dram;

/** Is told each command of a channel, in order. */
@FunctionalInterface
public interface CommandTrace {
  /** Listens to nothing. */
  CommandTrace NONE = (cycle, command, rank, bank, row) -> {};

  /**
   * A command goes out.
   *
   * @param cycle its first cycle
   * @param bank bank within the rank, group by group; −1 where the command concerns a whole rank
   * @param row row that an activate opens or an access goes to; −1 for others
   */
  void command(long cycle, DramCommand command, int rank, int bank, int row);
}
