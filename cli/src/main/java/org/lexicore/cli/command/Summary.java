package org.lexicore.cli.command;

import java.util.List;
import java.util.Locale;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.HostCost;
import org.lexicore.reports.HostWork;
import org.lexicore.reports.Inference;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.energy.EnergyEstimate;
import org.lexicore.reports.energy.EnergyPart;

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
    text.append(energy(result));
    result.host().ifPresent(host -> text.append(host(host)));
    result.verification().ifPresent(v -> text.append(String.format(Locale.ROOT, "%d cycles compared, %d signals in each: %d divergences%n",
        v.cyclesCompared(), v.signalsCompared(), v.divergences())));
    return text.toString();
  }

  /** The energy of each inference, as wide as published constants differ; empty if there is no estimate. */
  private static String energy(RunResult result) {
    List<Inference> estimated = result.inferences().stream().filter(i -> i.energy().isPresent()).toList();
    if (estimated.isEmpty()) {
      return String.format(Locale.ROOT, "no estimate of energy: there are factors for technology.node_nm from 7 to 65%n");
    }
    TextTable table = new TextTable("energy, uJ", "low", "typical", "high", "of it DRAM", "codebook", "mW, typical", "TOPS/W, typical");
    for (Inference i : estimated) {
      EnergyEstimate energy = i.energy().orElseThrow();
      table.row(i.occasion(), microjoules(energy.total().low()), microjoules(energy.total().typical()), microjoules(energy.total().high()),
          microjoules(energy.parts().get(EnergyPart.DRAM).typical()), microjoules(energy.parts().get(EnergyPart.CODEBOOK).typical()),
          microjoules(energy.total().typical() / i.timeMs()), String.format(Locale.ROOT, "%.2f", energy.topsPerWatt(result.macs()).typical()));
    }
    return table.toString();
  }

  private static String microjoules(double picojoules) {
    return String.format(Locale.ROOT, "%.2f", picojoules * 1e-6);
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
