package org.lexicore.reports.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * What each of several units did over a window of cycles, a row per unit.
 *
 * @param from first cycle of the window
 * @param to the cycle after its last
 */
public record GanttChart(String title, long from, long to, List<Row> rows) implements Chart {
  /**
   * A unit.
   *
   * @param colour by number in the style sheet
   */
  public record Row(String name, List<Bar> bars, int colour) {}

  /**
   * Cycles in which the unit was busy.
   *
   * @param to the cycle after the last
   * @param text what it says when it is pointed at
   */
  public record Bar(long from, long to, String text) {}

  private static final int LEFT = 96;
  private static final int RIGHT = 12;
  private static final int TOP = 6;
  private static final int ROW = 30;
  private static final int BAR = 22;
  private static final int AXIS = 34;
  private static final int TICKS = 8;
  private static final int LETTER = 7;

  @Override
  public List<String> legend() {
    return List.of();
  }

  @Override
  public String svg(String id) {
    int bottom = TOP + ROW * rows.size();
    Svg svg = new Svg(title, bottom + AXIS);
    axis(svg, bottom);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double top = TOP + ROW * i + (ROW - BAR) / 2.0;
      svg.words(LEFT - 8, top + BAR / 2.0 + 4, "end", "label", rows.get(i).name);
      for (Bar bar : rows.get(i).bars) {
        marks.add(new Mark(new Rectangle2D.Double(x(bar.from), top, x(bar.to) - x(bar.from), BAR), rows.get(i).colour, bar.text));
      }
    }
    return svg.marks(marks).element();
  }

  private void axis(Svg svg, int bottom) {
    long step = step();
    for (long cycle = (from + step - 1) / step * step; cycle <= to; cycle += step) {
      svg.line(x(cycle), TOP, x(cycle), bottom);
      String label = Numbers.count(cycle);
      boolean atTheEdge = x(cycle) + LETTER * label.length() / 2.0 > Svg.WIDTH;
      svg.words(x(cycle), bottom + 15, atTheEdge ? "end" : "middle", "label", label);
    }
    svg.words(LEFT + (Svg.WIDTH - LEFT - RIGHT) / 2.0, bottom + AXIS - 4, "middle", "label", "cycle after the reset");
  }

  /** Cycles between ticks: 1, 2 or 5 times a power of ten. */
  private long step() {
    long power = 1;
    while (10 * power * TICKS <= to - from) {
      power *= 10;
    }
    for (long step : new long[] {power, 2 * power, 5 * power}) {
      if (step * TICKS >= to - from) {
        return step;
      }
    }
    return 10 * power;
  }

  private double x(long cycle) {
    double inside = Math.clamp((double) (cycle - from) / (to - from), 0, 1);
    return LEFT + inside * (Svg.WIDTH - LEFT - RIGHT);
  }
}
