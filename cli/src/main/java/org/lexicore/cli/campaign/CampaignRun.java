package org.lexicore.cli.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.model.InputException;
import org.lexicore.testbenches.BenchOptions;
import org.slf4j.LoggerFactory;

/**
 * Runs the cases of a seed on all cores, those that an earlier call finished left out, and makes smaller what fails.
 *
 * @param cases numbers 0 to {@code cases} − 1
 * @param budget after which no further case begins
 * @param folder with the ledger
 * @param rtl what writes the Verilog
 * @param shrinkingRuns cases that are run at most to make a failure smaller
 * @param coverage whether lines and toggles are counted
 * @param hardware the accelerator that {@code rtl} is of, if it is of one alone
 */
public record CampaignRun(long seed, int cases, Optional<Duration> budget, Path folder, RtlWriter rtl, BenchOptions options, int shrinkingRuns,
    boolean coverage, Optional<GivenHardware> hardware) {
  /** One case in so many runs against a reactive memory too: that takes ten times as long as lockstep, and a build of its own. */
  private static final int REACTIVE = 8;

  /** Failures that are made smaller; the others most likely have the same cause. */
  private static final int SHRUNK = 3;

  private static final String LEDGER = "cases.jsonl";

  /** What a campaign showed. */
  public record Outcome(CampaignSummary summary, List<CaseResult> results, String coverage) {}

  /** Whether case {@code number} runs against a reactive memory too. */
  static boolean reactive(int number) {
    return number % REACTIVE == 1;
  }

  /**
   * Runs it.
   *
   * @param failures hears of each failure at once
   */
  public Outcome run(Consumer<CaseResult> failures) throws IOException {
    long deadline = budget.map(time -> System.nanoTime() + time.toNanos()).orElse(Long.MAX_VALUE);
    Ledger ledger = Ledger.open(folder.resolve(LEDGER), seed, BuildFingerprint.text() + rtl.fingerprint());
    try (Progress progress = Progress.of("campaign", cases)) {
      inParallel(
          (cases + DrawCase.GROUP - 1) / DrawCase.GROUP,
          group -> group(group, ledger, deadline, failures, progress));
    }
    shrink(ledger, deadline);
    ledger.rewrite();
    String table = coverage ? new CampaignCoverage(folder).report(cases) + "\n" : "";
    List<CaseResult> results = List.copyOf(ledger.below(cases));
    return new Outcome(CampaignSummary.of(seed, cases, results), results, table);
  }

  private static void inParallel(int groups, Consumer<Integer> act) {
    // The logging of the libraries complains if several threads are its first.
    LoggerFactory.getILoggerFactory();
    try (ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> futures = new ArrayList<>();
      for (int group = 0; group < groups; group++) {
        int number = group;
        futures.add(workers.submit(() -> act.accept(number)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The cases of a group one after the other: the hardware is built for the first. */
  private void group(int group, Ledger ledger, long deadline, Consumer<CaseResult> failures, Progress progress) {
    for (int number = group * DrawCase.GROUP; number < Math.min(cases, (group + 1) * DrawCase.GROUP); number++) {
      boolean finished = ledger.has(number) && (!coverage || new CampaignCoverage(folder).has(number));
      if (!finished && System.nanoTime() < deadline) {
        CaseCode code = CaseCode.of(seed, number, hardware);
        CampaignCase subject = code.draw().orElseThrow();
        CaseResult result = CaseResult.of(code, subject, coverage ? counted(subject, number) : run(subject, number, options));
        ledger.add(result);
        if (!result.passed()) {
          failures.accept(result);
        }
      }
      progress.step();
    }
  }

  private void shrink(Ledger ledger, long deadline) {
    List<CaseResult> open =
        ledger.below(cases).stream().filter(result -> !result.passed()).limit(SHRUNK).filter(result -> result.smaller().isEmpty()).toList();
    try (Progress progress = Progress.of("shrinking", open.size())) {
      for (CaseResult failed : open) {
        Shrink shrink = new Shrink(subject -> run(subject, failed.number(), options), shrinkingRuns, () -> System.nanoTime() >= deadline);
        Shrink.Smaller smaller = shrink.of(CaseCode.of(seed, failed.number(), hardware), failed.problem());
        if (System.nanoTime() < deadline) {
          ledger.add(failed.with(smaller));
        }
        progress.step();
      }
    }
  }

  private Verdict counted(CampaignCase subject, int number) {
    CampaignCoverage counters = new CampaignCoverage(folder);
    try {
      Verdict verdict = run(subject, number, counters.counting(options, number));
      counters.keep(number);
      return verdict;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Verdict run(CampaignCase subject, int number, BenchOptions how) {
    try {
      Path work = OutputFolder.work("lexicore-case");
      try {
        return new RunCase(rtl, how.withSeed(number + 1L).withWaveform(false), reactive(number)).run(subject, work);
      } finally {
        OutputFolder.remove(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the case of {@code code} alone, as the campaign does, with a waveform of a divergence; all its files stay in {@code work}. */
  public static CaseResult replay(CaseCode code, RtlWriter rtl, BenchOptions options, Path work) {
    CampaignCase subject = code.draw().orElseThrow(
        () -> new InputException(code.replay() + ": nothing is left of the case; copy the command as it was printed"));
    RunCase run = new RunCase(rtl, options.withSeed(code.number() + 1L), reactive(code.number()));
    return CaseResult.of(code, subject, run.run(subject, work));
  }
}
