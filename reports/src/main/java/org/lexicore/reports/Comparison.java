package org.lexicore.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.chart.BarChart;

/** The parts of the report that set whole runs side by side. */
final class Comparison {
  private Comparison() {}

  /** A run's name with one of its inferences, or several that are equal. */
  record Column(String label, Inference inference) {}

  /** Accuracy, size and lockstep of each run; then time and traffic of each of its inferences. */
  static String tables(List<HtmlReport.Run> runs) {
    return Html.table(
            List.of("run", "network", "codebook", "top-1", "float top-1", "images", "bits per weight", "without codebook", "cycles compared",
                "signals", "divergences"),
            runs.stream().map(Comparison::quality).toList())
        + Html.table(timeHead(), runs.stream().flatMap(run -> columns(run).stream().map(Comparison::time)).toList())
        + least(runs) + drawnOnce(runs);
  }

  private static List<String> quality(HtmlReport.Run run) {
    RunResult r = run.result();
    return List.of(
        run.label(),
        r.network(),
        r.codebookPlace(),
        r.accuracy().map(a -> Html.percent(a.top1())).orElse(Html.ABSENT),
        r.accuracy().map(a -> Html.percent(a.floatTop1())).orElse(Html.ABSENT),
        r.accuracy().map(a -> Html.count(a.samples())).orElse(Html.ABSENT),
        r.weights().map(w -> decimal(w.bitsPerWeight())).orElse(Html.ABSENT),
        r.weights().map(w -> decimal(w.bitsPerWeightWithoutCodebook())).orElse(Html.ABSENT),
        r.verification().map(v -> Html.count(v.cyclesCompared())).orElse(Html.ABSENT),
        r.verification().map(v -> Html.count(v.signalsCompared())).orElse(Html.ABSENT),
        r.verification().map(v -> Html.count(v.divergences())).orElse(Html.ABSENT));
  }

  private static List<String> timeHead() {
    List<String> head = new ArrayList<>(List.of("inference", "cycles", "ms", "utilisation"));
    for (Traffic kind : Traffic.values()) {
      head.add(kind.key().replace('_', ' '));
    }
    head.add("DRAM bytes");
    return head;
  }

  private static List<String> time(Column column) {
    Inference i = column.inference();
    List<String> row = new ArrayList<>(List.of(
        column.label(), Html.count(i.cycles()), decimal(i.timeMs()), Html.percent(i.utilisation())));
    for (Traffic kind : Traffic.values()) {
      row.add(Html.count(i.dramBytes().of(kind)));
    }
    row.add(Html.count(i.dramBytes().total()));
    return row;
  }

  /** Traffic of the first inference beside the least possible, by kind. */
  private static String least(List<HtmlReport.Run> runs) {
    List<HtmlReport.Run> known = runs.stream().filter(run -> run.result().leastDramBytes().isPresent()).toList();
    if (known.isEmpty()) {
      return "";
    }
    List<String> head = new ArrayList<>(List.of("times the least possible, first inference"));
    Arrays.stream(Traffic.values()).filter(kind -> kind != Traffic.INSTRUCTIONS).forEach(kind -> head.add(kind.key().replace('_', ' ')));
    head.add("DRAM bytes");
    return Html.table(head, known.stream().map(run -> {
      DramBytes least = run.result().leastDramBytes().orElseThrow();
      DramBytes moved = run.result().dramBytes();
      List<String> row = new ArrayList<>(List.of(run.label()));
      Arrays.stream(Traffic.values()).filter(kind -> kind != Traffic.INSTRUCTIONS).forEach(kind -> row.add(times(moved.of(kind), least.of(kind))));
      row.add(times(moved.total(), least.total()));
      return row;
    }).toList());
  }

  private static String times(long moved, long least) {
    return least == 0 ? Html.ABSENT : String.format(Locale.ROOT, "%.2f", (double) moved / least);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /**
   * The inferences of {@code run}; those that are equal but for their occasion once, under all their names, or the
   * run's where all are.
   */
  static List<Column> columns(HtmlReport.Run run) {
    Map<Inference, List<String>> equal = equal(run.result().inferences());
    return equal.entrySet().stream()
        .map(group -> new Column(equal.size() == 1 ? run.label() : run.label() + ", " + String.join(" = ", group.getValue()),
            group.getKey().on(group.getValue().getFirst())))
        .toList();
  }

  /** Inferences that are equal but for their occasion, with their occasions. */
  static Map<Inference, List<String>> equal(List<Inference> inferences) {
    Map<Inference, List<String>> equal = new LinkedHashMap<>();
    inferences.forEach(it -> equal.computeIfAbsent(it.on(""), key -> new ArrayList<>()).add(it.occasion()));
    return equal;
  }

  /** Says which inferences are drawn once; empty where none is. */
  private static String drawnOnce(List<HtmlReport.Run> runs) {
    String named = runs.stream().filter(run -> run.result().inferences().size() > 1 && columns(run).size() == 1)
        .map(run -> run.label() + " (" + run.result().inferences().stream().map(Inference::occasion).collect(Collectors.joining(", ")) + ")")
        .collect(Collectors.joining("; "));
    return named.isEmpty() ? "" : "<p>Inferences that are equal in everything are shown once: " + Html.escape(named) + ".</p>\n";
  }

  static String charts(List<HtmlReport.Run> runs) {
    List<Column> columns = runs.stream().flatMap(run -> columns(run).stream()).toList();
    return Html.figure(cycles(columns), "cycles") + Html.figure(traffic(columns), "traffic");
  }

  private static BarChart cycles(List<Column> columns) {
    List<BarChart.Series> causes = new ArrayList<>();
    for (ArrayCycles.Cause cause : ArrayCycles.Cause.values()) {
      causes.add(series(cause.label(), Colours.of(cause), columns, i -> i.arrayCycles().of(cause)));
    }
    return new BarChart(
        "What the array did in the cycles of an inference", "cycles", labels(columns), causes, BarChart.Arrangement.STACKED, 0);
  }

  private static BarChart traffic(List<Column> columns) {
    List<BarChart.Series> kinds = new ArrayList<>();
    for (Traffic kind : Traffic.values()) {
      kinds.add(series(kind.key().replace('_', ' '), Colours.of(kind), columns, i -> i.dramBytes().of(kind)));
    }
    return new BarChart("DRAM traffic of an inference", "bytes", labels(columns), kinds, BarChart.Arrangement.STACKED, 0);
  }

  private static List<String> labels(List<Column> columns) {
    return columns.stream().map(Column::label).toList();
  }

  private static BarChart.Series series(String name, int colour, List<Column> columns, ToLongFunction<Inference> value) {
    return new BarChart.Series(name, columns.stream().mapToDouble(c -> value.applyAsLong(c.inference())).toArray(), colour);
  }

  static String hardware(List<HtmlReport.Run> runs) {
    List<String> head = List.of("run", "accelerator", "array", "clock MHz", "multipliers, array", "multipliers, requantisers", "flip-flops", "RAM bits",
        "ROM bits");
    return Html.table(head, runs.stream().map(run -> {
      Accelerator a = run.result().configuration();
      Hardware h = run.result().hardware();
      return List.of(run.label(), a.name(), a.array().rows() + "×" + a.array().columns(), String.valueOf(a.clockMhz()),
          Html.count(h.multipliers()), Html.count(h.byteMultipliers()), Html.count(h.flipFlops()), Html.count(h.ramBits()),
          Html.count(h.romBits()));
    }).toList());
  }

  static String origin(List<HtmlReport.Run> runs) {
    StringBuilder html = new StringBuilder();
    for (HtmlReport.Run run : runs) {
      RunResult r = run.result();
      html.append("<details><summary>").append(Html.escape(run.label())).append(": <code>").append(Html.escape(r.command()))
          .append("</code></summary>\n<p>Lexicore ").append(Html.escape(r.version())).append(", seed ").append(r.seed())
          .append(r.outputsSha256().map(hash -> ", outputs <code>" + hash + "</code>").orElse("")).append("</p>\n");
      html.append(Html.table(List.of("input", "SHA-256"),
          r.inputs().entrySet().stream().map(input -> List.of(input.getKey(), input.getValue())).toList()));
      html.append("</details>\n");
    }
    return html.toString();
  }
}
