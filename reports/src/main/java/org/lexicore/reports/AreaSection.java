package org.lexicore.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lexicore.reports.area.AreaEstimate;
import org.lexicore.reports.area.AreaPart;
import org.lexicore.reports.chart.Numbers;
import org.lexicore.reports.chart.Treemap;
import org.lexicore.reports.chart.Treemap.Tile;

/** The part of the report that says what the chip's area is made of. Runs on the same hardware share a drawing, those of the same clock what is said of it. */
final class AreaSection {
  private AreaSection() {}

  static String html(List<HtmlReport.Run> runs) {
    Map<AreaEstimate, List<String>> chips = new LinkedHashMap<>();
    runs.forEach(run -> run.result().area().ifPresent(area -> chips.computeIfAbsent(area, key -> new ArrayList<>()).add(run.label())));
    StringBuilder html = new StringBuilder();
    int number = 0;
    for (Map.Entry<AreaEstimate, List<String>> chip : chips.entrySet()) {
      AreaEstimate area = chip.getKey();
      String labels = String.join(", ", chip.getValue());
      html.append(Html.figure(new Treemap(
          String.format(Locale.ROOT, "%s: %s µm² at %d nm, typical", labels, Numbers.of(Math.rint(area.total().typical())), area.nodeNm()), "µm²",
          area.parts().stream().filter(part -> part.total().typical() > 0).map(AreaSection::tile).toList()), "area-" + number++));
      html.append(table(area));
    }
    Map<String, List<String>> clocks = new LinkedHashMap<>();
    runs.forEach(run -> run.result().clock().ifPresent(clock ->
        clocks.computeIfAbsent(clock.words() + " (" + clock.basis() + ").", key -> new ArrayList<>()).add(run.label())));
    clocks.forEach((said, labels) -> html.append("<p>").append(Html.escape(String.join(", ", labels) + ": " + said)).append("</p>\n"));
    return html.toString();
  }

  private static Tile tile(AreaPart part) {
    List<Tile> parts = new ArrayList<>();
    if (part.logic().typical() > 0) {
      parts.add(new Tile("cells", Math.rint(part.logic().typical()), span(part.logic())));
    }
    if (part.memory().typical() > 0) {
      parts.add(new Tile("memory", Math.rint(part.memory().typical()), span(part.memory())));
    }
    return new Tile(part.part(), part.total().typical(), span(part.total()), parts, Colours.ofChipPart(part.part()));
  }

  private static String span(Band range) {
    return Numbers.of(Math.rint(range.low())) + " to " + Numbers.of(Math.rint(range.high()));
  }

  private static String table(AreaEstimate area) {
    List<List<String>> rows = new ArrayList<>();
    area.parts().forEach(part -> rows.add(row(part.part(), part.logic(), part.memory())));
    rows.add(row("in all", area.logic(), area.memory()));
    StringBuilder html = new StringBuilder("<details><summary>As a table, and where it is from</summary>\n");
    html.append(Html.table(List.of("part", "cells, µm²", "low to high", "memory, µm²", "low to high"), rows));
    html.append(String.format(Locale.ROOT,
        "<p>Cells by a model that was off by %.1f %% on the average and %.1f %% at most on %d accelerators that did not calibrate it; before "
            + "placement.</p>\n<ul>\n", 100 * area.logicError().mean(), 100 * area.logicError().max(), area.logicError().samples()));
    area.sources().forEach(source -> html.append("<li>").append(Html.escape(source)).append("</li>\n"));
    return html.append("</ul></details>\n").toString();
  }

  private static List<String> row(String name, Band logic, Band memory) {
    return List.of(name, Numbers.of(Math.rint(logic.typical())), span(logic), Numbers.of(Math.rint(memory.typical())), span(memory));
  }
}
