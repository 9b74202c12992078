package org.lexicore.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lexicore.reports.chart.BarChart;
import org.lexicore.reports.chart.Numbers;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.energy.EnergyEstimate;
import org.lexicore.reports.energy.EnergyPart;

/** The part of the report that says where energy goes. */
final class EnergySection {
  private static final double MICROJOULE = 1e-6;

  private EnergySection() {}

  /** An inference under the name that the report gives it. */
  private record Estimated(String label, Inference inference, long macs) {
    EnergyEstimate energy() {
      return inference.energy().orElseThrow();
    }
  }

  /** Charts and a table; empty where there is no estimate. */
  static String html(List<HtmlReport.Run> runs) {
    List<Estimated> estimated = new ArrayList<>();
    for (HtmlReport.Run run : runs) {
      Comparison.columns(run).stream().filter(column -> column.inference().energy().isPresent())
          .forEach(column -> estimated.add(new Estimated(column.label(), column.inference(), run.result().macs())));
    }
    if (estimated.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    List<String> labels = estimated.stream().map(Estimated::label).toList();
    html.append(Html.figure(
        stack("Energy of an inference, typical", "µJ", labels, estimated.stream().map(one -> Optional.of(one.energy())).toList(), 0), "energy"));
    html.append(bands(estimated));
    double highest = MICROJOULE * runs.stream().flatMap(run -> run.result().layers().stream()).flatMap(layer -> layer.energy().stream())
        .mapToDouble(energy -> energy.total().typical()).max().orElse(0);
    for (int i = 0; i < runs.size(); i++) {
      List<LayerCost> layers = runs.get(i).result().layers();
      if (layers.stream().anyMatch(layer -> layer.energy().isPresent())) {
        html.append(Html.figure(stack(runs.get(i).label() + ": energy a layer, first inference, typical", "µJ",
            layers.stream().map(LayerCost::name).toList(), layers.stream().map(LayerCost::energy).toList(), highest), "energy-layers-" + i));
        if (runs.get(i).result().configuration().dram() instanceof Accelerator.Dram.Timed) {
          html.append("<p>Commands to timed DRAM are not known by layer: rows and bursts are shared by the layers' bytes, refreshes and standby by "
              + "their cycles.</p>\n");
        }
      }
    }
    return html.append(sources()).toString();
  }

  private static BarChart stack(String title, String unit, List<String> categories, List<Optional<EnergyEstimate>> estimates,
      double highest) {
    List<BarChart.Series> series = new ArrayList<>();
    for (EnergyPart part : EnergyPart.values()) {
      series.add(new BarChart.Series(part.title(), estimates.stream()
          .mapToDouble(estimate -> MICROJOULE * estimate.map(e -> e.parts().get(part).typical()).orElse(0.0)).toArray(), Colours.of(part)));
    }
    return new BarChart(title, unit, categories, series, BarChart.Arrangement.STACKED, highest);
  }

  /** As wide as published constants differ. */
  private static String bands(List<Estimated> estimated) {
    List<String> head = List.of("inference", "TOPS/W", "power, mW", "in all, µJ", "DRAM, µJ", "on chip, µJ", "of it the codebook, µJ");
    return Html.table(head, estimated.stream().map(one -> List.of(one.label(), band(one.energy().topsPerWatt(one.macs())),
        microjoules(one.energy().total().times(1 / one.inference().timeMs())), microjoules(one.energy().total()), microjoules(one.energy().parts().get(EnergyPart.DRAM)), microjoules(one.energy().onChip()),
        microjoules(one.energy().parts().get(EnergyPart.CODEBOOK)))).toList());
  }

  private static String microjoules(Band picojoules) {
    return band(picojoules.times(MICROJOULE));
  }

  static String band(Band band) {
    return short3(band.typical()) + " (" + short3(band.low()) + "–" + short3(band.high()) + ")";
  }

  private static String short3(double value) {
    return Numbers.of(value == 0 ? 0 : Double.parseDouble(String.format(java.util.Locale.ROOT, "%.3g", value)));
  }

  private static String sources() {
    return "<details><summary>Where the constants are from</summary>\n"
        + Html.table(List.of("part", "source"), java.util.Arrays.stream(EnergyPart.values()).map(part -> List.of(part.title(), part.source())).toList())
        + "<p>Without leakage, wires between modules and the clock tree. Bands add as if all errors went the same way.</p></details>\n";
  }
}
