package org.lexicore.reports.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Curves over a logarithmic axis, a point where a value was computed.
 *
 * @param along what lies along the axis; its values are above 0
 * @param unit of the values
 */
public record LineChart(String title, String along, String unit, List<Curve> curves) implements Chart {
  /**
   * A curve.
   *
   * @param colour by number in the style sheet
   */
  public record Curve(String name, List<Point> points, int colour) {}

  @Override
  public int colourOf(int number) {
    return curves.get(number).colour;
  }

  /** A point of a curve. */
  public record Point(double x, double y) {}

  private static final int HEIGHT = 320;
  private static final double RADIUS = 3.5;
  private static final double MARGIN = 1.08;

  /** Where there are no more values along the axis, each has its tick. */
  private static final int MOST_TICKS = 12;

  /** How many times as far as the last but one the last tick is at least: their labels would touch. */
  private static final double NEAREST_TICK = 1.3;

  @Override
  public List<String> legend() {
    return curves.stream().map(Curve::name).toList();
  }

  @Override
  public String svg(String id) {
    double[] values = points().mapToDouble(Point::x).distinct().sorted().toArray();
    DecadeAxis across = new DecadeAxis(along, range(), ticks(values));
    NumberAxis up = new NumberAxis(unit);
    up.setNumberFormatOverride(Numbers.axis());
    for (ValueAxis axis : List.of(across, up)) {
      axis.setLabelFont(Frame.font());
      axis.setLabelPaint(Palette.TEXT);
      axis.setTickLabelFont(Frame.font());
      axis.setTickLabelPaint(Palette.TEXT);
      axis.setAxisLinePaint(Palette.GRID);
      axis.setTickMarksVisible(false);
    }
    Ticks.fit(up, Math.min(0, points().mapToDouble(Point::y).min().orElse(0)), Math.max(0, points().mapToDouble(Point::y).max().orElse(0)));
    XYPlot plot = new XYPlot(data(), across, up, unpainted());
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Palette.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(0.6f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    // Room for half of the last label.
    plot.setInsets(new RectangleInsets(8, 8, 4, 28));
    Frame frame = Frame.of(Frame.plain(plot), id, Svg.WIDTH, HEIGHT);
    return draw(frame, across, up);
  }

  /**
   * Of few whole numbers each; of more, those of the decades and the last; else none, which leaves them to the axis.
   */
  private static double[] ticks(double[] values) {
    if (values.length == 0 || DoubleStream.of(values).anyMatch(value -> value != Math.rint(value))) {
      return new double[0];
    }
    double last = values[values.length - 1];
    return values.length <= MOST_TICKS ? values
        : DoubleStream.of(values).filter(value -> value == last || (DecadeAxis.isStep(value) && value * NEAREST_TICK < last)).toArray();
  }

  private String draw(Frame frame, ValueAxis across, ValueAxis up) {
    Svg svg = new Svg(title, HEIGHT).raw(frame.svg());
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      List<Point2D> path = new ArrayList<>();
      for (Point point : curves.get(i).points) {
        double x = across.valueToJava2D(point.x, frame.area(), RectangleEdge.BOTTOM);
        double y = up.valueToJava2D(point.y, frame.area(), RectangleEdge.LEFT);
        path.add(new Point2D.Double(x, y));
        String text = curves.get(i).name + ": " + Numbers.of(point.y) + " " + unit + " at " + Numbers.of(point.x) + " " + along;
        marks.add(new Mark(new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS), colourOf(i), text));
      }
      svg.curve(path, colourOf(i));
    }
    return svg.marks(marks).element();
  }

  private Stream<Point> points() {
    return curves.stream().flatMap(curve -> curve.points.stream());
  }

  private Range range() {
    double[] all = points().mapToDouble(Point::x).toArray();
    double least = DoubleStream.of(all).min().orElse(1);
    double most = DoubleStream.of(all).max().orElse(10);
    return new Range(least / MARGIN, Math.max(most, 2 * least) * MARGIN);
  }

  /** Tells JFreeChart what there is, so that it lays out the axes. */
  private XYSeriesCollection data() {
    XYSeriesCollection data = new XYSeriesCollection();
    for (Curve curve : curves) {
      XYSeries series = new XYSeries(curve.name, false);
      curve.points.forEach(point -> series.add(point.x, point.y));
      data.addSeries(series);
    }
    return data;
  }

  private static XYLineAndShapeRenderer unpainted() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, false);
    renderer.setDefaultCreateEntities(false);
    return renderer;
  }
}
