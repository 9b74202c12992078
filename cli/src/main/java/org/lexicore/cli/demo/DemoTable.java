package org.lexicore.cli.demo;

import java.util.List;
import java.util.Locale;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.HtmlReport;
import org.lexicore.reports.Inference;
import org.lexicore.reports.RunResult;

/** The one table that the demo prints: a row for each variant and occasion. */
final class DemoTable {
  private static final List<Traffic> KINDS = List.of(Traffic.INSTRUCTIONS, Traffic.INDICES, Traffic.CODEBOOKS, Traffic.WEIGHTS,
      Traffic.BIASES, Traffic.ACTIVATIONS_READ, Traffic.ACTIVATIONS_WRITTEN);

  private DemoTable() {}

  static String of(double floatTop1, List<HtmlReport.Run> runs) {
    TextTable table = new TextTable("variant", "top-1", "bits/weight", "inference", "cycles", "instr", "indices", "codebook", "weights",
        "biases", "act read", "act written", "DRAM bytes", "cycles compared", "divergences");
    table.row("float", percent(floatTop1), "32", "", "", "", "", "", "", "", "", "", "", "", "");
    for (HtmlReport.Run run : runs) {
      boolean first = true;
      for (Inference inference : run.result().inferences()) {
        table.row(row(run, inference, first));
        first = false;
      }
    }
    return table.toString();
  }

  private static List<String> row(HtmlReport.Run run, Inference inference, boolean first) {
    RunResult r = run.result();
    List<String> row = new java.util.ArrayList<>();
    row.add(first ? run.label() : "");
    row.add(first ? percent(r.accuracy().orElseThrow().top1()) : "");
    row.add(first ? String.format(Locale.ROOT, "%.2f", r.weights().orElseThrow().bitsPerWeight()) : "");
    row.add(inference.occasion());
    row.add(Long.toString(inference.cycles()));
    KINDS.forEach(kind -> row.add(Long.toString(inference.dramBytes().of(kind))));
    row.add(Long.toString(inference.dramBytes().total()));
    row.add(r.verification().map(v -> v.occasions().get(inference.occasion()).toString()).orElse("-"));
    row.add(first ? r.verification().map(v -> Long.toString(v.divergences())).orElse("-") : "");
    return row;
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
