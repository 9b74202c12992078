package org.lexicore.reports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.reports.chart.BarChart;

/** The part of the report that shows one network layer by layer, its runs side by side. */
final class LayerSection {
  /** Room above the highest bar where charts share an axis. */
  private static final double HEADROOM = 1.05;

  private LayerSection() {}

  static String html(List<HtmlReport.Run> runs, String network) {
    String id = "layers-" + network.replaceAll("[^A-Za-z0-9]", "-");
    List<String> layers = layers(runs);
    StringBuilder html = new StringBuilder();
    if (runs.size() > 1) {
      html.append(Html.figure(sideBySide("Cycles per layer, first inference", "cycles", runs, layers, LayerCost::cycles),
          id + "-cycles"));
    }
    double most = HEADROOM * highest(runs, LayerCost::cycles);
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).result().layers().stream().allMatch(layer -> layer.stallCycles().isPresent())) {
        html.append(Html.figure(causes(runs.get(i), most), id + "-causes-" + i));
      }
    }
    html.append(Html.figure(
        sideBySide("Utilisation a layer: multiplications per multiplier and cycle", "%", runs, layers,
            layer -> 100 * layer.utilisation()),
        id + "-utilisation"));
    html.append(RooflineFigure.html(runs, id + "-roofline"));
    double highest = HEADROOM * highest(runs, layer -> layer.dramBytes().total());
    for (int i = 0; i < runs.size(); i++) {
      html.append(Html.figure(traffic(runs.get(i), highest), id + "-traffic-" + i));
    }
    runs.forEach(run -> html.append(table(run)));
    return html.toString();
  }

  private static double highest(List<HtmlReport.Run> runs, ToDoubleFunction<LayerCost> value) {
    return runs.stream().flatMap(run -> run.result().layers().stream()).mapToDouble(value).max().orElse(0);
  }

  private static List<String> layers(List<HtmlReport.Run> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> run.result().layers().forEach(layer -> names.add(layer.name())));
    return List.copyOf(names);
  }

  private static BarChart sideBySide(
      String title, String unit, List<HtmlReport.Run> runs, List<String> layers, ToDoubleFunction<LayerCost> value) {
    List<BarChart.Series> series = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      HtmlReport.Run run = runs.get(i);
      double[] values = new double[layers.size()];
      run.result().layers().forEach(layer -> values[layers.indexOf(layer.name())] = value.applyAsDouble(layer));
      series.add(new BarChart.Series(run.label(), values, Colours.ofRun(i)));
    }
    return new BarChart(title, unit, layers, series, BarChart.Arrangement.SIDE_BY_SIDE, 0);
  }

  private static BarChart causes(HtmlReport.Run run, double highest) {
    List<BarChart.Series> causes = new ArrayList<>();
    for (ArrayCycles.Cause cause : ArrayCycles.Cause.values()) {
      causes.add(series(run, cause.label(), Colours.of(cause), layer -> layer.stallCycles().orElseThrow().of(cause)));
    }
    return stack(run, "what the array did in the cycles of each layer, first inference", "cycles", causes, highest);
  }

  private static BarChart traffic(HtmlReport.Run run, double highest) {
    List<BarChart.Series> kinds = new ArrayList<>();
    for (Traffic kind : Traffic.values()) {
      kinds.add(series(run, kind.key().replace('_', ' '), Colours.of(kind), layer -> layer.dramBytes().of(kind)));
    }
    return stack(run, "DRAM bytes per layer, first inference", "bytes", kinds, highest);
  }

  private static BarChart.Series series(HtmlReport.Run run, String name, int colour, ToDoubleFunction<LayerCost> value) {
    return new BarChart.Series(name, run.result().layers().stream().mapToDouble(value).toArray(), colour);
  }

  private static BarChart stack(HtmlReport.Run run, String what, String unit, List<BarChart.Series> parts, double highest) {
    return new BarChart(run.label() + ": " + what, unit, run.result().layers().stream().map(LayerCost::name).toList(), parts,
        BarChart.Arrangement.STACKED, highest);
  }

  private static String table(HtmlReport.Run run) {
    List<String> head = new ArrayList<>(List.of("layer", "weights", "MACs", "cycles"));
    for (ArrayCycles.Cause cause : ArrayCycles.Cause.values()) {
      head.add(cause.label());
    }
    head.add("utilisation");
    for (Traffic kind : Traffic.values()) {
      head.add(kind.key().replace('_', ' '));
    }
    head.add("bytes in all");
    List<List<String>> rows = run.result().layers().stream().map(LayerSection::row).toList();
    return "<details><summary>" + Html.escape(run.label()) + " as a table</summary>\n" + Html.table(head, rows) + "</details>\n";
  }

  private static List<String> row(LayerCost layer) {
    List<String> row = new ArrayList<>(List.of(layer.name(), layer.weights(), Html.count(layer.macs()),
        Html.count(layer.cycles())));
    for (ArrayCycles.Cause cause : ArrayCycles.Cause.values()) {
      row.add(layer.stallCycles().map(cycles -> Html.count(cycles.of(cause))).orElse(Html.ABSENT));
    }
    row.add(Html.percent(layer.utilisation()));
    for (Traffic kind : Traffic.values()) {
      row.add(Html.count(layer.dramBytes().of(kind)));
    }
    row.add(Html.count(layer.dramBytes().total()));
    return row;
  }
}
