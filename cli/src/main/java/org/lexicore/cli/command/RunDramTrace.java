package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lexicore.cli.accelerator.ControllerField;
import org.lexicore.cli.chain.DramTraceFile;
import org.lexicore.cli.chain.DramTraceResult;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.Nearest;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.reports.energy.DramEnergy;
import org.lexicore.simulator.dram.CommandTrace;
import org.lexicore.simulator.dram.DramStatistics;
import org.lexicore.simulator.dram.DramTrace;
import org.lexicore.simulator.dram.TraceRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore dram-trace}. */
@Command(
    name = "dram-trace",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a trace of loads and stores on DRAM that is modelled to the command: bandwidth, latency, row hits, energy.",
      "A line of the trace is LD or ST and an address, 0x... or decimal, as Ramulator reads it. One access is offered each cycle",
      "of the command clock while its queue has room. The parameters for --set are those of accelerator.yaml's section dram."
    },
    footer = {
      "", "Examples:",
      "  lexicore dram-trace stream.trace --dram ddr4-2400",
      "  lexicore dram-trace stream.trace --dram hbm2 --set address_map=rocobarach --set read_queue=64 --json"
    })
public final class RunDramTrace implements Callable<Integer> {
  /** Accesses from step to step of the progress bar. */
  private static final int STEP = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TRACE", description = "The trace.")
  private Path file;

  @Option(names = "--dram", required = true, paramLabel = "KIND",
      description = "ddr4-2400, ddr4-3200, lpddr4-3200, lpddr5-6400 or hbm2.")
  private String kind;

  @Option(names = "--set", paramLabel = "PARAMETER=VALUE",
      description = "Sets a parameter of the controllers, e.g. --set page_policy=closed; any number of times.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private static List<String> words() {
    return Arrays.stream(DramStandard.values()).map(DramStandard::word).toList();
  }

  @Override
  public Integer call() {
    DramStandard standard = DramStandard.of(kind).orElseThrow(() -> new InputException("--dram " + kind + ": is not known; "
        + Nearest.among(kind, words()).map(near -> near + " There are ").orElse("write ") + String.join(", ", words())));
    Problems problems = new Problems();
    ControllerSettings controller = ControllerField.settings(standard, settings, problems);
    problems.throwIfAny();
    DramTrace trace = DramTraceFile.read(file);
    DramTraceResult result = DramTraceResult.of(file, controller, trace, run(standard, controller, trace));
    if (result.beyond() > 0) {
      spec.commandLine().getErr().printf(
          "%s: %d addresses lie beyond the memory's %d MiB and wrap around%n", file, result.beyond(), result.mebibytes());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(result));
    } else {
      print(out, result);
    }
    return ExitStatus.DONE;
  }

  private static DramStatistics run(DramStandard standard, ControllerSettings controller, DramTrace trace) {
    TraceRun run = new TraceRun(standard, controller, trace, channel -> CommandTrace.NONE);
    try (Progress progress = Progress.of("accesses", Math.ceilDiv(trace.size(), STEP))) {
      while (run.left() > 0) {
        run.offer(STEP);
        progress.step();
      }
    }
    return run.finish();
  }

  private static void print(PrintWriter out, DramTraceResult r) {
    out.printf(Locale.ROOT, "%s%s: %d requests in %d cycles of %.4f ns%n",
        r.dram(), validity(r), r.requests(), r.cycles(), r.cycleNs());
    out.printf(Locale.ROOT, "bandwidth     %.2f GB/s, %.1f %% of the bus's %.2f%n",
        r.gbPerS(), 100 * r.gbPerS() / r.peakGbPerS(), r.peakGbPerS());
    double offered = r.accessBytes() / r.cycleNs();
    if (offered < r.peakGbPerS()) {
      out.printf(Locale.ROOT, "              one access a cycle offers no more than %.2f GB/s%n", offered);
    }
    if (r.stepBytes() > r.accessBytes()) {
      out.printf("              a line is an access of %d bytes, and all addresses are multiples of %d: banks or channels between are never reached%n",
          r.accessBytes(), r.stepBytes());
    }
    if (r.maxLatencyCycles() == 0) {
      out.printf("read latency  no reads%n");
    } else {
      out.printf(Locale.ROOT, "read latency  %.1f cycles (%.1f ns) on average, half within %d, 99 %% within %d, the longest %d%n",
          r.meanLatencyCycles(), r.meanLatencyCycles() * r.cycleNs(), r.p50LatencyCycles(), r.p99LatencyCycles(),
          r.maxLatencyCycles());
    }
    out.printf(Locale.ROOT, "rows          %d hits, %d misses, %d conflicts%n", r.rowHits(), r.rowMisses(), r.rowConflicts());
    out.printf(Locale.ROOT, "write queue   %d reads answered from it, %d writes replaced in it%n", r.forwarded(), r.coalesced());
    out.printf(Locale.ROOT, "commands      %d activates, %d reads, %d writes, %d refreshes%n",
        r.commands().activates(), r.commands().reads(), r.commands().writes(), r.commands().refreshes());
    out.printf(Locale.ROOT, "energy        %.4g uJ, from %.4g to %.4g%n",
        r.energyUj().typical(), r.energyUj().low(), r.energyUj().high());
    out.print(table(r.energyUj().byCurrents()));
  }

  private static String validity(DramTraceResult r) {
    boolean kind = DramStandard.of(r.dram()).orElseThrow().validated();
    return r.validated() ? "" : kind ? " (validated with other settings only)" : " (not validated against another simulator)";
  }

  private static TextTable table(DramEnergy.Parts parts) {
    return new TextTable("by the devices' currents, uJ", "activate", "read", "write", "refresh", "background", "total")
        .row("", text(parts.activate()), text(parts.read()), text(parts.write()), text(parts.refresh()), text(parts.background()),
            text(parts.total()));
  }

  private static String text(double microjoules) {
    return String.format(Locale.ROOT, "%.4g", microjoules);
  }
}
