package org.lexicore.cli.campaign;

/**
 * A case that was run.
 *
 * @param number of the case
 * @param title what it is, in a line
 * @param redrawn networks and accelerators that were drawn besides and did not fit each other
 * @param cycles compared
 * @param values compared in them
 * @param reactive whether the Verilog ran against a reactive memory as well
 * @param problem what was wrong; empty if nothing was
 * @param replay the command that runs it alone
 * @param smaller the command that runs the smallest case that fails too, which may be the same one; empty until it was looked for
 * @param smallerProblem how that one fails
 */
public record CaseResult(
    int number, String title, int redrawn, long cycles, long values, boolean reactive, String problem, String replay, String smaller,
    String smallerProblem) {
  static CaseResult of(CaseCode code, CampaignCase subject, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Equal equal -> of(code, subject, equal.cycles(), equal.values(), equal.reactive(), "");
      case Verdict.Failed failed -> of(code, subject, 0, 0, false, failed.problem());
      case Verdict.Unfit unfit -> of(code, subject, 0, 0, false, "the case was drawn to fit, and does not");
    };
  }

  private static CaseResult of(CaseCode code, CampaignCase subject, long cycles, long values, boolean reactive, String problem) {
    return new CaseResult(code.number(), subject.title(), subject.redrawn(), cycles, values, reactive, problem, code.replay(), "", "");
  }

  /** Whether nothing was wrong. */
  public boolean passed() {
    return problem.isEmpty();
  }

  /** Whether a smaller case fails too. */
  boolean isSmaller() {
    return !smaller.isEmpty() && !smaller.equals(replay);
  }

  CaseResult with(Shrink.Smaller found) {
    return new CaseResult(
        number, title, redrawn, cycles, values, reactive, problem, replay, found.code().replay(), found.problem());
  }
}
