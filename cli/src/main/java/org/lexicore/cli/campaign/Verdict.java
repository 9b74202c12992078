package org.lexicore.cli.campaign;

/** What running a case showed. */
sealed interface Verdict {
  /**
   * Simulator, Verilog and reference executor agree.
   *
   * @param cycles compared
   * @param values compared in them
   * @param reactive whether the Verilog was right by itself as well, against a reactive memory
   */
  record Equal(long cycles, long values, boolean reactive) implements Verdict {}

  /** They do not, or the run did not come to an end. */
  record Failed(String problem) implements Verdict {}

  /** There is no such case: a network is too large for the accelerator, or no accelerator can be built so. */
  record Unfit() implements Verdict {}
}
