package org.lexicore.reports;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.result.Timeline;
import org.lexicore.reports.chart.GanttChart;
import org.lexicore.reports.chart.Numbers;

/** The part of the report that shows what the units did at the same time, in the window that was recorded. */
final class TimelineSection {
  /** More cannot be told apart on the page, and would make it heavy. */
  private static final int MOST_BARS = 240;

  private TimelineSection() {}

  /** A chart for each run that has a timeline; empty if none does. */
  static String html(List<HtmlReport.Run> runs) {
    List<HtmlReport.Run> recorded = runs.stream().filter(run -> run.timeline().isPresent()).toList();
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < recorded.size(); i++) {
      html.append(Html.figure(chart(recorded.get(i).label(), recorded.get(i).timeline().orElseThrow()), "timeline-" + i));
    }
    return html.toString();
  }

  private static GanttChart chart(String label, Timeline timeline) {
    String title = label + ": when the units were busy, cycles " + Numbers.count(timeline.from()) + " to "
        + Numbers.count(timeline.to());
    return new GanttChart(
        title, timeline.from(), timeline.to(), timeline.units().stream().map(unit -> row(unit, timeline)).toList());
  }

  private static GanttChart.Row row(Timeline.Unit unit, Timeline timeline) {
    List<Timeline.Interval> drawn = unit.intervals();
    for (long gap = 1; drawn.size() > MOST_BARS; gap *= 2) {
      drawn = joined(drawn, gap);
    }
    return new GanttChart.Row(unit.name(), drawn.stream()
        .map(interval -> new GanttChart.Bar(interval.from(), interval.to(), text(unit, interval)))
        .toList(), Colours.ofUnit(unit.name()));
  }

  /** {@code intervals} with idle times up to {@code gap} cycles taken in. */
  private static List<Timeline.Interval> joined(List<Timeline.Interval> intervals, long gap) {
    List<Timeline.Interval> joined = new ArrayList<>();
    for (Timeline.Interval next : intervals) {
      if (!joined.isEmpty() && next.from() - joined.getLast().to() <= gap) {
        joined.add(joined.removeLast().with(next));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private static String text(Timeline.Unit unit, Timeline.Interval interval) {
    String layers = interval.first().equals(interval.last()) ? interval.first() : interval.first() + " to " + interval.last();
    long cycles = interval.to() - interval.from();
    String busy = interval.busy() == cycles ? "" : ", busy in " + Numbers.count(interval.busy()) + " of them";
    return unit.name() + ", cycles " + Numbers.count(interval.from()) + " to " + Numbers.count(interval.to() - 1) + ": "
        + Numbers.count(cycles)
        + " cycles" + busy + "; " + Numbers.count(interval.count()) + " " + unit.counts()
        + (layers.isEmpty() ? "" : "; " + layers);
  }
}
