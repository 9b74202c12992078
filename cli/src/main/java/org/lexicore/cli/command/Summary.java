package org.lexicore.cli.command;

import java.util.List;
import java.util.Locale;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.HostCost;
import org.lexicore.reports.HostWork;
import org.lexicore.reports.Inference;
import org.lexicore.reports.RunResult;

/** What the terminal shows of a result. */
final class Summary {
  private Summary() {}

  static String of(RunResult result) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s on %s, codebook in %s%n",
        result.network(), result.accelerator(), result.codebookPlace()));
    result.weights().ifPresent(weights -> text.append(String.format(Locale.ROOT,
        "%.3f bits a weight, %.3f without the codebook%n", weights.bitsPerWeight(), weights.bitsPerWeightWithoutCodebook())));
    TextTable table = new TextTable("inference", "cycles", "ms", "utilisation", "instructions", "indices", "codebooks", "weights",
        "biases", "read", "written", "DRAM bytes");
    for (Inference i : result.inferences()) {
      table.row(i.occasion(), i.cycles(), String.format(Locale.ROOT, "%.3f", i.timeMs()),
          String.format(Locale.ROOT, "%.1f %%", 100 * i.utilisation()), i.dramBytes().of(Traffic.INSTRUCTIONS),
          i.dramBytes().of(Traffic.INDICES), i.dramBytes().of(Traffic.CODEBOOKS), i.dramBytes().of(Traffic.WEIGHTS),
          i.dramBytes().of(Traffic.BIASES), i.dramBytes().of(Traffic.ACTIVATIONS_READ), i.dramBytes().of(Traffic.ACTIVATIONS_WRITTEN),
          i.dramBytes().total());
    }
    text.append(table);
    result.host().ifPresent(host -> text.append(host(host)));
    result.verification().ifPresent(v -> text.append(String.format(Locale.ROOT, "%d cycles compared, %d signals in each: %d divergences%n",
        v.cyclesCompared(), v.signalsCompared(), v.divergences())));
    return text.toString();
  }

  private static String host(HostWork host) {
    TextTable table = new TextTable("host work", "steps", "elements", "arithmetic", "bytes read", "bytes written");
    host.kinds().forEach((kind, cost) -> row(table, kind, cost));
    row(table, "in all", host.total());
    return String.format(Locale.ROOT, "the accelerator is started %d times, and the host works between%n%s", host.runs(), table);
  }

  private static void row(TextTable table, String kind, HostCost cost) {
    table.row(kind, cost.steps(), cost.elements(), cost.arithmetic(), cost.bytesRead(), cost.bytesWritten());
  }

  /** Lines as they are printed. */
  static String lines(List<String> lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
