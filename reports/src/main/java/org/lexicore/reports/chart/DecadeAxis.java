package org.lexicore.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis with ticks at 1, 2 and 5 times each power of ten: JFreeChart's own divides decades evenly, into odd
 * numbers.
 */
final class DecadeAxis extends LogAxis {
  private static final long serialVersionUID = 1;
  private static final int[] STEPS = {1, 2, 5};

  /** Whole numbers below it are written out. */
  private static final double SHORT = 10_000;

  private final double[] at;

  DecadeAxis(String label, Range range) {
    this(label, range, new double[0]);
  }

  /** With ticks at these values alone, if there are any. */
  DecadeAxis(String label, Range range, double[] at) {
    super(label);
    this.at = at.clone();
    setRange(range);
    setLabelFont(Frame.font());
    setLabelPaint(Palette.TEXT);
    setTickLabelFont(Frame.font());
    setTickLabelPaint(Palette.TEXT);
    setAxisLinePaint(Palette.GRID);
    setTickMarksVisible(false);
    setMinorTickMarksVisible(false);
  }

  /** Whether {@code value}, above 0, is 1, 2 or 5 times a power of ten. */
  static boolean isStep(double value) {
    double first = value / Math.pow(10, Math.floor(Math.log10(value)));
    return IntStream.of(STEPS).anyMatch(step -> step == first);
  }

  @Override
  public List<Tick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    boolean flat = RectangleEdge.isTopOrBottom(edge);
    TextAnchor anchor = flat ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    List<Tick> ticks = new ArrayList<>();
    for (double value : at) {
      String text = value == Math.rint(value) && value < SHORT ? Long.toString((long) value) : Numbers.brief(value);
      ticks.add(new NumberTick(TickType.MAJOR, value, text, anchor, TextAnchor.CENTER, 0));
    }
    if (!ticks.isEmpty()) {
      return ticks;
    }
    for (int power = (int) Math.floor(Math.log10(getLowerBound())); Math.pow(10, power) <= getUpperBound(); power++) {
      for (int step : STEPS) {
        double value = step * Math.pow(10, power);
        if (getRange().contains(value)) {
          ticks.add(new NumberTick(TickType.MAJOR, value, Numbers.brief(value), anchor, TextAnchor.CENTER, 0));
        }
      }
    }
    return ticks;
  }
}
