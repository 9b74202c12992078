package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.option.Limits;
import org.lexicore.cli.option.SameNetworkOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.reports.Metric;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunDifference;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.chart.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what changed between two runs of one network, and fails if it became worse than it may.",
      "Compares the cycles, time, stalls, DRAM bytes and energy of each inference, and the layers. Exit status 1 if a metric of AFTER is above "
          + "that of BEFORE by more than its limit."
    },
    footer = {
      "", "Examples:",
      "  lexicore compare out/yesterday out/today --fail-over cycles=1%%,dram=1%%",
      "  lexicore compare baseline/result.json out/today/result.json --fail-over cycles=0%% --json",
      "  lexicore compare out/resnet18 out/scalesim-resnet18 --name resnet18    (one topology under two names)"
    })
public final class Compare implements Callable<Integer> {
  private static final int LAYERS_SHOWN = 12;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "A result.json, or the folder of one.")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "The same.")
  private Path after;

  @Option(names = "--fail-over", defaultValue = "", paramLabel = "METRIC=PERCENT%,...",
      description = "By how much a metric may rise: cycles, time, stalls, dram, energy.")
  private String limits;

  @Mixin private SameNetworkOptions same;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** The answer for machines; {@code change} is a fraction, null if there was nothing before. */
  private record Answer(String network, List<Row> totals, List<RunDifference.Layer> layers, int regressions) {}

  private record Row(String occasion, String metric, String unit, double before, double after, Double change, Double limit,
      boolean regression) {}

  @Override
  public Integer call() {
    Map<Metric, Double> allowed = Limits.of(limits);
    List<RunResult> runs = same.read(List.of(ResultFiles.read(before), ResultFiles.read(after)), spec.commandLine().getErr());
    RunDifference difference = RunDifference.of(runs.getFirst(), runs.getLast(), allowed, same.force());
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.text(answer(difference)) + "\n" : text(difference));
    out.flush();
    List<RunDifference.Total> regressions = difference.regressions();
    regressions.forEach(total -> spec.commandLine().getErr().printf(Locale.ROOT,
        "regression: %s inference, %s: %s, more than %s%n",
        total.occasion(), total.metric().key(), percent(total.change()), percent(total.limit())));
    return regressions.isEmpty() ? ExitStatus.DONE : ExitStatus.DIVERGENCE;
  }

  private static Answer answer(RunDifference difference) {
    List<Row> rows = difference.totals().stream()
        .map(total -> new Row(total.occasion(), total.metric().key(), total.metric().unit(), total.before(), total.after(),
            total.change().orElse(null), total.limit().orElse(null), total.regression()))
        .toList();
    return new Answer(difference.network(), rows, difference.layers(), difference.regressions().size());
  }

  private static String text(RunDifference difference) {
    TextTable totals = new TextTable(difference.network(), "metric", "before", "after", "change");
    difference.totals().forEach(total -> totals.row(total.occasion(), total.metric().key(), Numbers.of(total.before()),
        Numbers.of(total.after()), percent(total.change())));
    List<RunDifference.Layer> layers = difference.layers();
    if (layers.isEmpty()) {
      return totals + "no layer changed\n";
    }
    TextTable table = new TextTable("layer", "cycles before", "after", "change", "DRAM bytes before", "after", "change");
    layers.stream().limit(LAYERS_SHOWN).forEach(layer -> table.row(layer.name(), layer.cyclesBefore(), layer.cyclesAfter(),
        layer.cyclesAfter() - layer.cyclesBefore(), layer.bytesBefore(), layer.bytesAfter(),
        layer.bytesAfter() - layer.bytesBefore()));
    String more = layers.size() > LAYERS_SHOWN ? "and " + (layers.size() - LAYERS_SHOWN) + " further layers\n" : "";
    return totals + "\n" + table + more;
  }

  private static String percent(Optional<Double> fraction) {
    return fraction.map(it -> it == 0 ? "=" : String.format(Locale.ROOT, "%+.2f %%", 100 * it)).orElse("new");
  }
}
