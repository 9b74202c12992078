package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.cli.campaign.CampaignRun;
import org.lexicore.cli.campaign.CampaignSummary;
import org.lexicore.cli.campaign.CaseCode;
import org.lexicore.cli.campaign.CaseResult;
import org.lexicore.cli.campaign.EditedRtl;
import org.lexicore.cli.campaign.GivenHardware;
import org.lexicore.cli.campaign.RtlWriter;
import org.lexicore.cli.campaign.JUnitReport;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.OutputFolder;
import org.lexicore.model.Problems;
import org.lexicore.rtl.RtlFolder;
import org.lexicore.rtl.RtlGenerator;
import org.lexicore.testbenches.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lexicore campaign}. */
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    description = {
      "Runs random networks on random accelerators under random stalls in lockstep, on all cores.",
      "Each case: three networks take turns on one accelerator without a reset; every cycle of the Verilog is compared with the "
          + "simulator, every output with the reference executor, and in one case of eight the Verilog runs against a reactive memory too. "
          + "Finished cases are kept in DIR and left out by the next call with the same seed. A case that fails is printed with the command "
          + "that runs it alone, then made smaller. Exit status 1 if a case fails."
    },
    footer = {
      "", "Examples:",
      "  lexicore campaign -n 500 --seed 1 --time-budget 30m --junit out/campaign.xml -o out/campaign",
      "  lexicore campaign -n 30 --coverage -o out/covered",
      "  lexicore campaign --rtl out/edge-8/rtl -a examples/accelerators/edge-8.yaml -n 60 -o out/edited    (a folder edited by hand)",
      "  lexicore campaign --replay 1:12 --reduce layers=0..1 -o out/replayed    (one case; rtl/ and a waveform stay)"
    })
public final class Campaign implements Callable<Integer> {
  /** What makes a failure as small as it gets, most times. */
  private static final int SHRINKING_RUNS = 80;

  @Spec private CommandSpec spec;

  @Option(names = {"-n", "--cases"}, defaultValue = "100", paramLabel = "N", description = "How many cases (default: ${DEFAULT-VALUE}).")
  private int cases;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed of all cases (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--time-budget", paramLabel = "TIME", description = "After that no further case begins, e.g. 90s, 30m, 1h30m.")
  private String budget;

  @Option(names = "--junit", paramLabel = "FILE", description = "Writes the cases as JUnit XML too.")
  private Path junit;

  @Option(names = "--coverage", description = "Builds the Verilog with Verilator's coverage of lines and toggles; takes ten times as long. "
      + "Writes coverage.txt (a table, and what is not covered) and coverage.info (for lcov).")
  private boolean coverage;

  @Option(names = "--replay", paramLabel = "SEED:CASE", description = "Runs one case alone.")
  private String replay;

  @Option(names = "--reduce", paramLabel = "KEY=VALUE", description = "Takes something away from the case that is replayed: "
      + "network=I, layers=A..B, residuals=0, pools=0, height=H, width=W, channels=C, or a field of accelerator.yaml.")
  private List<String> reductions = new ArrayList<>();

  @Option(names = "--rtl", paramLabel = "DIR", description = "Checks this Verilog instead of freshly generated one, with random networks and memories on "
      + "the accelerator that -a names, from which it was generated. A ROM holds what each case needs.")
  private Path rtl;

  @Option(names = {"-a", "--accelerator"}, paramLabel = "FILE", description = "With --rtl: the accelerator.yaml of that Verilog.")
  private Path accelerator;

  @Option(names = "--set", paramLabel = "FIELD=VALUE", description = "With --rtl: overrides a field of the accelerator, e.g. --set array.rows=16; any number of times.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "Where finished cases are kept.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    if (replay != null) {
      Optional<GivenHardware> given = hardware();
      return replay(CaseCode.parse(replay, reductions, given), writer(given));
    }
    Problems problems = new Problems();
    problems.require(output != null, "-o: is missing; name a folder in which finished cases are kept");
    problems.require(cases >= 1, "-n %d: is no number of cases; write 1 or more", cases);
    Optional<Duration> time = budget(problems);
    problems.throwIfAny();
    Optional<GivenHardware> given = hardware();
    RtlWriter writer = writer(given);
    CampaignRun run = new CampaignRun(seed, cases, time, OutputFolder.keep(output), writer,
        BenchOptions.standard().quick(), SHRINKING_RUNS, coverage, given);
    PrintWriter err = spec.commandLine().getErr();
    CampaignRun.Outcome outcome = run.run(failure -> err.print(CampaignSummary.text(failure)));
    if (junit != null) {
      OutputFolder.writeFile(junit, file -> JUnitReport.write(outcome.summary(), outcome.results(), file));
    }
    show(json ? Json.text(outcome.summary()) : outcome.coverage() + outcome.summary().text());
    return outcome.summary().failed() == 0 ? ExitStatus.DONE : ExitStatus.DIVERGENCE;
  }

  /** The accelerator of --rtl. */
  private Optional<GivenHardware> hardware() {
    Problems problems = new Problems();
    problems.require(rtl == null || accelerator != null, "--rtl %s: of which accelerator? name it with -a FILE", rtl);
    problems.require(rtl != null || accelerator == null && settings.isEmpty(), "-a, --set: name the accelerator of --rtl DIR; without it each case has its own");
    problems.throwIfAny();
    if (rtl == null) {
      return Optional.empty();
    }
    List<String> options = new ArrayList<>(List.of("--rtl", rtl.toString(), "-a", accelerator.toString()));
    settings.forEach(setting -> options.addAll(List.of("--set", setting)));
    return Optional.of(new GivenHardware(AcceleratorYaml.read(accelerator, settings), options));
  }

  private RtlWriter writer(Optional<GivenHardware> hardware) {
    if (hardware.isEmpty()) {
      return RtlGenerator::generate;
    }
    RtlFolder folder = RtlFolder.read("--rtl", rtl);
    Problems problems = new Problems();
    folder.requireParameters("--rtl", hardware.get().accelerator(), problems);
    problems.throwIfAny();
    return new EditedRtl(folder);
  }

  private Integer replay(CaseCode code, RtlWriter writer) throws Exception {
    CaseResult result = output == null ? replayed(code, writer) : OutputFolder.write(output, folder -> replay(code, writer, folder));
    show(json ? Json.text(result) : result.passed()
        ? "equal: " + result.title() + ": " + result.cycles() + " cycles compared" + System.lineSeparator() : CampaignSummary.text(result));
    return result.passed() ? ExitStatus.DONE : ExitStatus.DIVERGENCE;
  }

  private static CaseResult replayed(CaseCode code, RtlWriter writer) throws Exception {
    Path work = OutputFolder.work("lexicore-replay");
    try {
      return replay(code, writer, work);
    } finally {
      OutputFolder.remove(work);
    }
  }

  private static CaseResult replay(CaseCode code, RtlWriter writer, Path folder) {
    return CampaignRun.replay(code, writer, BenchOptions.standard().quick(), folder);
  }

  private Optional<Duration> budget(Problems problems) {
    if (budget == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.parse("PT" + budget.toUpperCase(Locale.ROOT)));
    } catch (DateTimeParseException e) {
      problems.add("--time-budget %s: is no time; write e.g. 90s, 30m or 1h30m", budget);
      return Optional.empty();
    }
  }

  private void show(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
