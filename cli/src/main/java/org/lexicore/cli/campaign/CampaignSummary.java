package org.lexicore.cli.campaign;

import java.util.List;

/**
 * How a campaign stands.
 *
 * @param cases that were asked for
 * @param done of them, in this call and earlier ones
 * @param passed without a divergence
 * @param failed otherwise
 * @param remaining when the time was over
 * @param redrawn networks and accelerators that were drawn besides and did not fit each other
 * @param cyclesCompared in lockstep
 * @param valuesCompared in them
 * @param reactive cases that ran against a reactive memory as well
 * @param failures what failed, by number
 */
public record CampaignSummary(
    long seed, int cases, int done, int passed, int failed, int remaining, int redrawn, long cyclesCompared, long valuesCompared,
    int reactive, List<CaseResult> failures) {
  static CampaignSummary of(long seed, int cases, List<CaseResult> results) {
    List<CaseResult> failures = results.stream().filter(result -> !result.passed()).toList();
    return new CampaignSummary(
        seed, cases, results.size(), results.size() - failures.size(), failures.size(), cases - results.size(),
        results.stream().mapToInt(CaseResult::redrawn).sum(), results.stream().mapToLong(CaseResult::cycles).sum(),
        results.stream().mapToLong(CaseResult::values).sum(), (int) results.stream().filter(CaseResult::reactive).count(), failures);
  }

  /** For the terminal. */
  public String text() {
    StringBuilder text = new StringBuilder();
    failures.forEach(failure -> text.append(text(failure)));
    text.append(cases).append(" cases of seed ").append(seed).append(": ").append(done).append(" done, ").append(passed).append(" passed, ")
        .append(failed).append(" failed, ").append(remaining).append(" remaining; ").append(redrawn).append(" did not fit and were redrawn\n");
    return text.append(cyclesCompared).append(" cycles with ").append(valuesCompared).append(" values compared; ").append(reactive)
        .append(" cases on a reactive memory as well\n").toString();
  }

  /** A failure, for the terminal. */
  public static String text(CaseResult failure) {
    String text = "case " + failure.number() + " (" + failure.title() + "): " + failure.problem() + "\n  " + failure.replay() + "\n";
    return !failure.isSmaller() ? text : text + "  smaller: " + failure.smallerProblem() + "\n  " + failure.smaller() + "\n";
  }
}
