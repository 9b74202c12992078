package org.lexicore.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lexicore.cli.chain.SynthesiseArea.Found;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.Band;
import org.lexicore.reports.area.AreaEstimate;
import org.lexicore.reports.area.AreaModel;
import org.lexicore.reports.area.BlockRam;
import org.lexicore.reports.area.ClockEstimate;
import org.lexicore.reports.area.CodebookForm;
import org.lexicore.reports.area.LogicModel;
import org.lexicore.reports.area.ModelError;
import org.lexicore.rtl.synthesis.AsicResult;
import org.lexicore.rtl.synthesis.FpgaUse;
import org.lexicore.rtl.synthesis.ModuleArea;
import org.lexicore.rtl.synthesis.RomArea;
import org.lexicore.rtl.synthesis.StaticTiming;

/** What {@code lexicore area} prints: tables, and under each where its figures are from and how wrong they may be. */
final class AreaText {
  private static final double UM2_IN_MM2 = 1e6;

  private AreaText() {}

  static String estimate(Accelerator accelerator, AreaEstimate estimate) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%s at %d nm, codebook: %s; mm2, low - typical - high%n", accelerator.name(), estimate.nodeNm(),
        estimate.codebook().words()));
    TextTable table = new TextTable("part", "logic", "memory macros", "together");
    estimate.parts().forEach(part -> table.row(part.part(), mm2(part.logic()), mm2(part.memory()), mm2(part.total())));
    table.row("all", mm2(estimate.logic()), mm2(estimate.memory()), mm2(estimate.total()));
    text.append(table);
    text.append("error of the logic model: ").append(error(estimate.logicError()))
        .append(" synthesised accelerators that did not calibrate it; of scaling and macros: not measured, ")
        .append("the ranges are of published figures\n");
    estimate.sources().forEach(source -> text.append(source).append('\n'));
    text.append("cells before placement: no utilisation of rows, no wires, no clock tree, no pads\n");
    return text.toString();
  }

  static String clock(ClockEstimate clock) {
    return String.format("%n%s%n%s%s%n", clock.basis(), clock.flagged() ? "WARNING: " : "", clock.words());
  }

  static String codebooks(Accelerator accelerator, AreaModel model, CodebookForm form) {
    var store = accelerator.codebook();
    StringBuilder text = new StringBuilder();
    text.append(String.format("%ncodebook of %d x %d x %d bytes, %d port%s, in each form; mm2%n", store.books(), store.entries(),
        accelerator.codewordBytes(), store.ports(), store.ports() == 1 ? "" : "s"));
    TextTable forms = new TextTable("form", "low", "typical", "high");
    model.codebooks(accelerator).forEach((each, part) ->
        forms.row(each.words(), mm2(part.total().low()), mm2(part.total().typical()), mm2(part.total().high())));
    text.append(forms).append("logic ROM: random content; error of the model ")
        .append(error(model.logic().heldOutRomError())).append(" that did not calibrate it\n");
    text.append("as block RAM of an FPGA: ").append(BlockRam.ALL.stream()
        .map(ram -> ram.ofCodebook(accelerator) + " " + ram.primitive() + " (" + ram.family() + ")").collect(Collectors.joining(", "))).append('\n');
    text.append(String.format("%n%s for %d port%s at random indices; mm2%n", form.words(), store.ports(), store.ports() == 1 ? "" : "s"));
    TextTable ways = new TextTable("served by", "area, typical", "expected cycles", "area x cycles / codewords");
    model.ports(accelerator, form).forEach(way -> ways.row(
        way.name(), mm2(way.um2().typical()), String.format(Locale.ROOT, "%.3f", way.cycles()), mm2(way.um2PerCodewordPerCycle().typical())));
    return text.append(ways).toString();
  }

  static String synthesis(Accelerator accelerator, AreaModel model, ClockEstimate clock, Found found) {
    StringBuilder text = new StringBuilder();
    found.asic().ifPresent(asic -> text.append(asic(accelerator, model, clock, asic)));
    found.rom().ifPresent(rom -> text.append(rom(accelerator, model, rom)));
    found.fpgas().forEach((family, uses) -> text.append(fpga(family, uses)));
    found.placed().ifPresent(array -> text.append(String.format(Locale.ROOT,
        "%n4 x 4 array, placed and routed by nextpnr on an iCE40 HX8K: %d of %d logic cells, %.1f MHz with wires%n", array.logicCells(),
        array.cellsOfDevice(), array.fmaxMhz())));
    return text.toString();
  }

  private static String asic(Accelerator accelerator, AreaModel model, ClockEstimate clock, AsicResult asic) {
    Map<String, Double> estimated = model.logic().um2(accelerator);
    TextTable table = new TextTable("module, 0.18 um cells", "instances", "flip-flops", "um2", "the model's um2", "error");
    double all = 0;
    for (ModuleArea module : asic.modules()) {
      double um2 = estimated.getOrDefault(module.module(), 0.0);
      all += um2;
      table.row(module.module(), module.instances(), module.flipFlops(), rounded(module.um2()), rounded(um2), percent(um2, module.um2()));
    }
    int flipFlops = asic.modules().stream().mapToInt(ModuleArea::flipFlops).sum();
    table.row("all", "", flipFlops, rounded(asic.um2()), rounded(all), percent(all, asic.um2()));
    return "\n" + table + "macros of memories left out; borders of modules kept\n\n" + timing(clock, asic.timing());
  }

  private static String rom(Accelerator accelerator, AreaModel model, RomArea rom) {
    double estimate = model.logic().um2(accelerator).get(LogicModel.ROM) / accelerator.codebook().ports();
    String text = String.format(Locale.ROOT,
        "%ncodebook as logic, one port: %d x %d bytes, %.0f um2 of 0.18 um cells, %.2f a bit; the model's %.0f (%s)%n",
        rom.words(), rom.bytes(), rom.um2(), rom.um2() / (8.0 * rom.words() * rom.bytes()), estimate, percent(estimate, rom.um2()));
    if (rom.heldOutError().isPresent()) {
      text += String.format(Locale.ROOT,
          "from %d sampled slices; at most %.2f %% off on %d that were held out; nothing is shared between slices%n",
          rom.sampled().size(), 100 * rom.heldOutError().getAsDouble(), rom.heldOut().size());
    }
    return text;
  }

  private static String timing(ClockEstimate clock, StaticTiming timing) {
    TextTable table = new TextTable("longest path that ends in", "ns", "from");
    timing.longest().forEach(path -> table.row(path.module(), String.format(Locale.ROOT, "%.2f", path.ns()), path.start()));
    return table + String.format(Locale.ROOT, "nets that cross borders of modules have trees of buffers here: %.0f um2 that are in no area above%n",
        timing.bufferUm2()) + clock(clock);
  }

  private static String fpga(String family, List<FpgaUse> uses) {
    TextTable table = new TextTable("module, " + family, "LUTs", "flip-flops", "DSPs", "block RAMs");
    uses.stream().filter(use -> use.luts() + use.flipFlops() + use.dsps() + use.blockRams() > 0).forEach(use -> row(table, use));
    row(table, uses.stream().reduce(new FpgaUse("all", 0, 0, 0, 0), FpgaUse::plus));
    return "\n" + table;
  }

  private static void row(TextTable table, FpgaUse use) {
    table.row(use.module(), use.luts(), use.flipFlops(), use.dsps(), use.blockRams());
  }

  private static String error(ModelError error) {
    return error.samples() == 0
        ? "not measured"
        : String.format(Locale.ROOT, "%.1f %% on average, %.1f %% at most, on %d", 100 * error.mean(), 100 * error.max(), error.samples());
  }

  private static String percent(double estimate, double real) {
    return real == 0 ? "" : String.format(Locale.ROOT, "%+.1f %%", 100 * (estimate / real - 1));
  }

  private static String rounded(double um2) {
    return String.format(Locale.ROOT, "%.0f", um2);
  }

  private static String mm2(Band range) {
    return range.high() == 0 ? "-" : mm2(range.low()) + " - " + mm2(range.typical()) + " - " + mm2(range.high());
  }

  private static String mm2(double um2) {
    // Small parts of a chip at a small node keep digits, too.
    return String.format(Locale.ROOT, um2 > 0 && um2 < 0.001 * UM2_IN_MM2 ? "%.6f" : "%.4f", um2 / UM2_IN_MM2);
  }
}
