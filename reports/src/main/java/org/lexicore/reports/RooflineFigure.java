package org.lexicore.reports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.chart.Roofline;
import org.lexicore.reports.chart.Roofline.Point;
import org.lexicore.reports.chart.Roofline.Roof;

/** The layers of one network's runs below the roofs of their accelerators. */
final class RooflineFigure {
  private RooflineFigure() {}

  /** The figure; empty if no layer both multiplies and moves bytes. */
  static String html(List<HtmlReport.Run> runs, String id) {
    Set<Roof> roofs = new LinkedHashSet<>();
    List<Roofline.Run> drawn = new ArrayList<>();
    int absent = 0;
    for (HtmlReport.Run run : runs) {
      Roof roof = roof(run.result().configuration());
      List<Point> points = points(run.result());
      absent += run.result().layers().size() - points.size();
      roofs.add(roof);
      drawn.add(new Roofline.Run(run.label(), roof, points, Colours.ofRun(drawn.size())));
    }
    if (drawn.stream().allMatch(run -> run.points().isEmpty())) {
      return "";
    }
    String note = "<p>The slope is what the DRAM gives in one direction. Reads and writes pass side by side, and data may come while the layer before runs: a "
        + "point can lie above it."
        + (absent == 0 ? "" : " " + absent + " layers that do not multiply, or do not touch DRAM, have no place here.")
        + "</p>\n";
    return Html.figure(new Roofline("Roofline: each layer of the first inference", List.copyOf(roofs), drawn), id) + note;
  }

  /** What array and memory can do at best: a bus word per cycle, or one in as many cycles as the DRAM takes for it. */
  private static Roof roof(Accelerator accelerator) {
    double peak = (double) accelerator.array().rows() * accelerator.array().columns();
    double bandwidth = switch (accelerator.dram()) {
      case Accelerator.Dram.Ideal ideal -> (double) accelerator.wordBytes() / Math.ceilDiv(accelerator.wordBytes(), ideal.bytesPerCycle());
      case Accelerator.Dram.Timed timed -> Math.min(accelerator.wordBytes(), timed.peakBytesPerCycle(accelerator.clockMhz()));
    };
    return new Roof(accelerator.array().rows() + "×" + accelerator.array().columns() + " array", peak, bandwidth);
  }

  private static List<Point> points(RunResult result) {
    return result.layers().stream()
        .filter(layer -> layer.macs() > 0 && layer.cycles() > 0 && layer.dramBytes().total() > 0)
        .map(layer -> new Point(
            layer.name(), (double) layer.macs() / layer.dramBytes().total(), (double) layer.macs() / layer.cycles()))
        .toList();
  }
}
