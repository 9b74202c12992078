package org.lexicore.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.Advice;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.HostCost;
import org.lexicore.reports.HostEstimate;
import org.lexicore.reports.HostWork;
import org.lexicore.reports.Inference;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.Verification;
import org.lexicore.reports.energy.EnergyEstimate;
import org.lexicore.reports.energy.EnergyPart;

/** What the terminal shows of a result. */
final class Summary {
  /** In the order of the columns. */
  private static final Traffic[] COLUMNS = {Traffic.INSTRUCTIONS, Traffic.INDICES, Traffic.CODEBOOKS, Traffic.WEIGHTS, Traffic.BIASES,
      Traffic.ACTIVATIONS_READ, Traffic.ACTIVATIONS_WRITTEN};

  private Summary() {}

  static String of(RunResult result) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s on %s, codebook in %s%n",
        result.network(), result.accelerator(), result.codebookPlace()));
    result.weights().ifPresent(weights -> text.append(String.format(Locale.ROOT,
        "%.3f bits per weight, %.3f without the codebook%n", weights.bitsPerWeight(), weights.bitsPerWeightWithoutCodebook())));
    TextTable table = new TextTable("inference", "cycles", "ms", "utilisation", "instructions", "indices", "codebooks", "weights",
        "biases", "read", "written", "DRAM bytes");
    for (Inference i : result.inferences()) {
      List<String> row = new ArrayList<>(List.of(i.occasion(), String.valueOf(i.cycles()), String.format(Locale.ROOT, "%.3f", i.timeMs()),
          String.format(Locale.ROOT, "%.1f %%", 100 * i.utilisation())));
      for (Traffic kind : COLUMNS) {
        row.add(String.valueOf(i.dramBytes().of(kind)));
      }
      row.add(String.valueOf(i.dramBytes().total()));
      table.row(row);
    }
    result.leastDramBytes().ifPresent(least -> least(table, result.dramBytes(), least));
    text.append(table);
    text.append(energy(result));
    result.host().ifPresent(host -> text.append(host(host)).append(withHost(result, host)));
    result.verification().ifPresent(v -> text.append(String.format(Locale.ROOT, "%d cycles compared, %d signals in each: %d divergences%n",
        v.cyclesCompared(), v.signalsCompared(), v.divergences())).append(networks(v)));
    result.advice().ifPresent(advice -> text.append(advice(advice)));
    return text.toString();
  }

  /** The least possible traffic, and how often the first inference moves each byte of it. */
  private static void least(TextTable table, DramBytes first, DramBytes least) {
    List<String> bytes = new ArrayList<>(List.of("least", "", "", ""));
    List<String> times = new ArrayList<>(List.of("first / least", "", "", ""));
    for (Traffic kind : COLUMNS) {
      bytes.add(String.valueOf(least.of(kind)));
      times.add(ratio(first.of(kind), least.of(kind)));
    }
    bytes.add(String.valueOf(least.total()));
    times.add(ratio(first.total(), least.total()));
    table.row(bytes).row(times);
  }

  private static String ratio(long bytes, long least) {
    return least == 0 ? "" : String.format(Locale.ROOT, "%.2f", (double) bytes / least);
  }

  /** What was tried, the most saving first, and the sentence that sums it up. */
  private static String advice(Advice advice) {
    StringBuilder text = new StringBuilder();
    if (advice.trials().stream().anyMatch(trial -> trial.how() == Advice.How.MAPPED)) {
      TextTable table = new TextTable("another accelerator", "cycles", "saved", "area");
      advice.trials().stream().sorted(Comparator.comparingDouble(Advice.Trial::saved).reversed()).forEach(trial -> table.row(
          trial.words(), trial.cycles(), String.format(Locale.ROOT, "%+.1f %%", 100 * trial.saved()),
          trial.area().map(area -> String.format(Locale.ROOT, "%+.1f %%", 100 * area)).orElse("")));
      text.append(table);
    }
    String sentence = advice.sentence();
    return text.append(Character.toUpperCase(sentence.charAt(0))).append(sentence.substring(1)).append(System.lineSeparator()).toString();
  }

  /** What lockstep compared of each network; empty unless several took turns. */
  private static String networks(Verification verification) {
    List<Verification.OfNetwork> networks = verification.networks().orElse(List.of());
    if (networks.size() < 2) {
      return "";
    }
    TextTable table = new TextTable("network", "inferences", "cycles compared", "divergences");
    networks.forEach(one -> table.row(one.network(), one.inferences(), one.cyclesCompared(), one.divergences()));
    return table.toString();
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

  /**
   * The figures above are the array's alone: says so, and what they are with the host where its rates and energies are
   * stated.
   */
  private static String withHost(RunResult result, HostWork host) {
    Inference first = result.inferences().getFirst();
    Optional<Double> ms = host.estimate().flatMap(HostEstimate::wholeMs);
    Optional<Double> pj = host.estimate().flatMap(HostEstimate::wholePj);
    TextTable table = new TextTable("first inference", "array alone", "with the host");
    table.row("ms", milliseconds(first.timeMs()), ms.map(Summary::milliseconds).orElse("host.gops, host.gb_per_s are not stated"));
    first.energy().map(energy -> energy.total().typical()).ifPresent(array -> {
      table.row("uJ, typical", microjoules(array), pj.map(Summary::microjoules).orElse("host.pj_per_op, host.pj_per_byte are not stated"));
      table.row("mW, typical", microjoules(array / first.timeMs()),
          ms.isPresent() && pj.isPresent() ? microjoules(pj.get() / ms.get()) : "not known");
    });
    return table.toString();
  }

  private static String milliseconds(double time) {
    return String.format(Locale.ROOT, "%.3f", time);
  }

  private static void row(TextTable table, String kind, HostCost cost) {
    table.row(kind, cost.steps(), cost.elements(), cost.arithmetic(), cost.bytesRead(), cost.bytesWritten());
  }

  /** Lines as they are printed. */
  static String lines(List<String> lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
