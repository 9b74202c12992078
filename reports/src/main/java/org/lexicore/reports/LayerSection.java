package org.lexicore.reports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.lexicore.model.instruction.Traffic;

/** The part of the report that shows one network layer by layer, its runs side by side. */
final class LayerSection {
  private static final int CHART_HEIGHT = 360;

  private LayerSection() {}

  static String html(List<HtmlReport.Run> runs, String network) {
    String id = "layers-" + network.replaceAll("[^A-Za-z0-9]", "-");
    List<String> layers = layers(runs);
    StringBuilder html = new StringBuilder();
    html.append(Html.figure(
        sideBySide("Cycles a layer, first inference", "cycles", runs, layers, LayerCost::cycles), id + "-cycles", CHART_HEIGHT));
    html.append(Html.figure(
        sideBySide("Utilisation a layer: multiply-accumulates of the network per multiplier and cycle", "%", runs, layers,
            layer -> 100 * layer.utilisation()),
        id + "-utilisation", CHART_HEIGHT));
    double highest = 1.05 * runs.stream().flatMap(run -> run.result().layers().stream())
        .mapToLong(layer -> layer.dramBytes().total()).max().orElse(0);
    for (int i = 0; i < runs.size(); i++) {
      html.append(Html.figure(traffic(runs.get(i), highest), id + "-traffic-" + i, CHART_HEIGHT));
    }
    runs.forEach(run -> html.append(table(run)));
    return html.toString();
  }

  private static List<String> layers(List<HtmlReport.Run> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> run.result().layers().forEach(layer -> names.add(layer.name())));
    return List.copyOf(names);
  }

  private static Chart sideBySide(
      String title, String axis, List<HtmlReport.Run> runs, List<String> layers, ToDoubleFunction<LayerCost> value) {
    List<Chart.Series> series = new ArrayList<>();
    for (HtmlReport.Run run : runs) {
      double[] values = new double[layers.size()];
      run.result().layers().forEach(layer -> values[layers.indexOf(layer.name())] = value.applyAsDouble(layer));
      series.add(new Chart.Series(run.label(), values));
    }
    return new Chart(title, axis, layers, series, Chart.Arrangement.SIDE_BY_SIDE, 0);
  }

  private static Chart traffic(HtmlReport.Run run, double highest) {
    List<LayerCost> layers = run.result().layers();
    List<Chart.Series> kinds = new ArrayList<>();
    for (Traffic kind : Traffic.values()) {
      kinds.add(new Chart.Series(
          kind.key().replace('_', ' '), layers.stream().mapToDouble(layer -> layer.dramBytes().of(kind)).toArray()));
    }
    return new Chart(run.label() + ": DRAM bytes a layer, first inference", "bytes", layers.stream().map(LayerCost::name).toList(),
        kinds, Chart.Arrangement.STACKED, highest);
  }

  private static String table(HtmlReport.Run run) {
    List<String> head = new ArrayList<>(List.of("layer", "weights", "MACs", "cycles", "utilisation"));
    for (Traffic kind : Traffic.values()) {
      head.add(kind.key().replace('_', ' '));
    }
    head.add("bytes in all");
    List<List<String>> rows = run.result().layers().stream().map(LayerSection::row).toList();
    return "<details><summary>" + Html.escape(run.label()) + " as a table</summary>\n" + Html.table(head, rows) + "</details>\n";
  }

  private static List<String> row(LayerCost layer) {
    List<String> row = new ArrayList<>(List.of(
        layer.name(), layer.weights(), Html.count(layer.macs()), Html.count(layer.cycles()), Html.percent(layer.utilisation())));
    for (Traffic kind : Traffic.values()) {
      row.add(Html.count(layer.dramBytes().of(kind)));
    }
    row.add(Html.count(layer.dramBytes().total()));
    return row;
  }
}
