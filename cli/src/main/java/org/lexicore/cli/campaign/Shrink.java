package org.lexicore.cli.campaign;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Makes a case that fails smaller as long as it goes on failing: takes away one thing after the other, the most first.
 *
 * @param run what running a case shows
 * @param mostRuns cases that are run at most; hardware is built for many of them
 * @param expired ends the search early
 */
record Shrink(Function<CampaignCase, Verdict> run, int mostRuns, BooleanSupplier expired) {
  /** The smallest case that was found, and how it fails. */
  record Smaller(CaseCode code, String problem) {}

  /** Looks for smaller cases than {@code failing}, which fails with {@code problem}. */
  Smaller of(CaseCode failing, String problem) {
    Smaller smallest = new Smaller(failing, problem);
    Set<CaseCode> tried = new HashSet<>(Set.of(failing));
    for (Optional<Smaller> next = Optional.of(smallest); next.isPresent(); next = next(smallest, tried)) {
      smallest = next.get();
    }
    return smallest;
  }

  private Optional<Smaller> next(Smaller current, Set<CaseCode> tried) {
    for (Map.Entry<String, String> candidate : Reductions.candidates(current.code, current.code.draw().orElseThrow())) {
      CaseCode code = current.code.with(candidate);
      if (tried.size() > mostRuns || expired.getAsBoolean()) {
        return Optional.empty();
      }
      if (tried.add(code) && verdict(code) instanceof Verdict.Failed failed) {
        return Optional.of(new Smaller(code, failed.problem()));
      }
    }
    return Optional.empty();
  }

  private Verdict verdict(CaseCode code) {
    try {
      return code.draw().map(run).orElse(new Verdict.Unfit());
    } catch (org.lexicore.model.InputException cannotBeBuilt) {
      return new Verdict.Unfit();
    }
  }
}
