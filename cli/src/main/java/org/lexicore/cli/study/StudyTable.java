package org.lexicore.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.reports.Band;
import org.lexicore.reports.Inference;
import org.lexicore.reports.energy.EnergyEstimate;
import org.lexicore.reports.energy.EnergyPart;
import org.lexicore.reports.study.BreakEven;
import org.lexicore.reports.study.Study;

/** What the terminal shows of a study. */
final class StudyTable {
  private static final String ABSENT = "-";

  private StudyTable() {}

  static String of(Study study) {
    StringBuilder text = new StringBuilder();
    for (Study.OnChip network : study.chips().getFirst().networks()) {
      text.append(String.format(Locale.ROOT, "%n%s on %s%n", network.network(), study.accelerator()));
      text.append(network(study, network.network()));
      text.append(boot(study, network.network()));
      text.append(breakEvens(study, network.network()));
    }
    return text.toString();
  }

  private static TextTable network(Study study, String name) {
    TextTable table = new TextTable("variant", "codebook", "top-1", "bits/weight", "inference", "cycles", "codebook bytes", "DRAM bytes", "energy, uJ",
        "of it DRAM", "area, mm2", "area x energy");
    for (Study.Chip chip : study.chips()) {
      Study.OnChip network = chip.network(name);
      for (Inference inference : network.inferences()) {
        table.row(row(chip, network, inference));
      }
    }
    return table;
  }

  private static List<String> row(Study.Chip chip, Study.OnChip network, Inference inference) {
    boolean first = inference.occasion().equals(Inference.FIRST);
    Optional<Band> energy = inference.energy().map(EnergyEstimate::total);
    List<String> row = new ArrayList<>();
    row.add(first ? chip.variant() : "");
    row.add(first ? network.codebook() : "");
    row.add(first ? network.top1().map(top1 -> String.format(Locale.ROOT, "%.2f %%", 100 * top1)).orElse(ABSENT) : "");
    row.add(first ? String.format(Locale.ROOT, "%.2f", network.weights().bitsPerWeight()) : "");
    row.add(inference.occasion());
    row.add(String.valueOf(inference.cycles()));
    row.add(String.valueOf(inference.dramBytes().codebooks()));
    row.add(String.valueOf(inference.dramBytes().total()));
    row.add(energy.map(band -> band(band, 1e-6)).orElse(ABSENT));
    row.add(inference.energy().map(estimate -> number(1e-6 * estimate.parts().get(EnergyPart.DRAM).typical())).orElse(ABSENT));
    row.add(chip.areaMm2().map(band -> band(band, 1)).orElse(ABSENT));
    row.add(energy.flatMap(e -> chip.areaMm2().map(area -> number(area.typical() * e.typical() * 1e-6))).orElse(ABSENT));
    return row;
  }

  private static String band(Band band, double unit) {
    return number(unit * band.typical()) + " (" + number(unit * band.low()) + " to " + number(unit * band.high()) + ")";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /** A line that says what the first inference after a reset takes beyond a steady one. */
  private static String boot(Study study, String name) {
    List<String> loads = study.chips().stream().map(chip -> boot(chip.network(name)).map(load -> chip.variant() + " " + load).orElse(""))
        .filter(load -> !load.isEmpty()).toList();
    return String.format("boot, beyond a steady inference: %s%n", loads.isEmpty() ? "nothing" : String.join("; ", loads));
  }

  private static Optional<String> boot(Study.OnChip network) {
    Inference first = network.inference(Inference.FIRST).orElseThrow();
    Inference steady = network.steady();
    long bytes = first.dramBytes().total() - steady.dramBytes().total();
    long cycles = first.cycles() - steady.cycles();
    String energy = first.energy().flatMap(one -> steady.energy().map(other -> one.total().typical() - other.total().typical()))
        .map(more -> ", " + number(1e-6 * more) + " uJ").orElse("");
    return bytes == 0 && cycles == 0 ? Optional.empty() : Optional.of(bytes + " bytes, " + cycles + " cycles" + energy);
  }

  /** Lines that say where the last chip, the ROM, costs less than each other. */
  private static String breakEvens(Study study, String name) {
    String rom = study.chips().getLast().variant();
    Map<String, List<String>> answers = new LinkedHashMap<>();
    for (BreakEven even : study.breakEvens()) {
      if (even.network().equals(name) && even.variant().equals(rom)) {
        answers.computeIfAbsent(even.question(), question -> new ArrayList<>()).add(even.metric().title().replace('×', 'x') + " " + even.words());
      }
    }
    StringBuilder text = new StringBuilder();
    answers.forEach((question, costs) -> text.append(String.format("%s: %s%n", question, String.join("; ", costs))));
    text.append(String.format("energy and area are compared by their typical figures: what their bands have in common moves both alike%n"));
    return text.toString();
  }
}
