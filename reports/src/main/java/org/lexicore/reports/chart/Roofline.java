package org.lexicore.reports.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.entity.XYItemEntity;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * How near layers come to what array and DRAM allow (Williams, Waterman and Patterson, "Roofline", CACM 52(4), 2009):
 * multiplications per cycle over multiplications for each byte of DRAM traffic, both logarithmic.
 *
 * @param runs one colour each, by number in the style sheet
 */
public record Roofline(String title, List<Roof> roofs, List<Run> runs) implements Chart {
  /**
   * The limits of one accelerator.
   *
   * @param array its name
   * @param peak multiplications per cycle of all of it
   * @param bandwidth bytes per cycle of the DRAM
   */
  public record Roof(String array, double peak, double bandwidth) {
    /** Multiplications per cycle that {@code intensity} allows. */
    double at(double intensity) {
      return Math.min(peak, bandwidth * intensity);
    }
  }

  /** The layers of a run, below the roof of its accelerator. */
  public record Run(String name, Roof roof, List<Point> points, int colour) {}

  @Override
  public int colourOf(int number) {
    return runs.get(number).colour;
  }

  /**
   * A layer; both figures are above 0.
   *
   * @param intensity multiplications per byte
   * @param speed multiplications per cycle
   */
  public record Point(String name, double intensity, double speed) {}

  private static final int HEIGHT = 420;
  private static final double RADIUS = 4.5;
  private static final double MARGIN = 1.5;

  @Override
  public List<String> legend() {
    return runs.stream().map(Run::name).toList();
  }

  @Override
  public String svg(String id) {
    Range intensities = range(
        points().mapToDouble(Point::intensity), roofs.stream().mapToDouble(roof -> roof.peak / roof.bandwidth));
    Range speeds = range(points().mapToDouble(Point::speed), roofs.stream().mapToDouble(Roof::peak));
    XYPlot plot = new XYPlot(
        dots(), new DecadeAxis("multiplications for each byte of DRAM traffic", intensities),
        new DecadeAxis("multiplications per cycle", speeds), dotRenderer());
    plot.setDataset(1, lines(intensities));
    plot.setRenderer(1, lineRenderer());
    plot.setDomainGridlinePaint(Palette.GRID);
    plot.setRangeGridlinePaint(Palette.GRID);
    plot.setDomainGridlineStroke(new BasicStroke(0.5f));
    plot.setRangeGridlineStroke(new BasicStroke(0.5f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    Frame frame = Frame.of(Frame.plain(plot), id, Svg.WIDTH, HEIGHT);
    Svg svg = new Svg(title, HEIGHT).raw(frame.svg());
    roofs.stream().map(Roof::array).distinct().forEach(array -> name(svg, plot, frame.area(), array));
    roofs.stream().mapToDouble(Roof::bandwidth).distinct().forEach(bandwidth -> name(svg, plot, frame.area(), bandwidth));
    List<Mark> marks = frame.entities().stream().filter(XYItemEntity.class::isInstance).map(XYItemEntity.class::cast)
        .map(this::mark).toList();
    return svg.marks(marks).element();
  }

  /** Writes an array's name above the end of its roof. */
  private void name(Svg svg, XYPlot plot, Rectangle2D area, String array) {
    double peak = roofs.stream().filter(roof -> roof.array.equals(array)).findFirst().orElseThrow().peak;
    svg.words(area.getMaxX() - 4, plot.getRangeAxis().valueToJava2D(peak, area, RectangleEdge.LEFT) - 8, "end", "label", array);
  }

  /** Writes a bandwidth to the right of the middle of its slope. */
  private void name(Svg svg, XYPlot plot, Rectangle2D area, double bandwidth) {
    double least = Math.max(plot.getDomainAxis().getLowerBound(), plot.getRangeAxis().getLowerBound() / bandwidth);
    double most = roofs.stream().filter(roof -> roof.bandwidth == bandwidth)
        .mapToDouble(Roof::peak).min().orElseThrow() / bandwidth;
    double middle = Math.sqrt(least * Math.max(least, most));
    double x = plot.getDomainAxis().valueToJava2D(middle, area, RectangleEdge.BOTTOM);
    double y = plot.getRangeAxis().valueToJava2D(middle * bandwidth, area, RectangleEdge.LEFT);
    svg.words(x + 10, y + 14, "start", "label", Numbers.of(bandwidth) + " bytes per cycle");
  }

  private Stream<Point> points() {
    return runs.stream().flatMap(run -> run.points.stream());
  }

  private static Range range(DoubleStream points, DoubleStream limits) {
    double[] all = DoubleStream.concat(points, limits).toArray();
    double least = DoubleStream.of(all).min().orElse(1);
    double most = DoubleStream.of(all).max().orElse(1);
    return new Range(least / MARGIN, most * MARGIN);
  }

  private XYSeriesCollection dots() {
    XYSeriesCollection data = new XYSeriesCollection();
    for (Run run : runs) {
      XYSeries series = new XYSeries(run.name, false);
      run.points.forEach(point -> series.add(point.intensity, point.speed));
      data.addSeries(series);
    }
    return data;
  }

  private XYSeriesCollection lines(Range intensities) {
    XYSeriesCollection data = new XYSeriesCollection();
    for (Roof roof : roofs) {
      XYSeries series = new XYSeries(roof.array + roof.bandwidth, false);
      DoubleStream.of(intensities.getLowerBound(), Math.max(intensities.getLowerBound(), roof.peak / roof.bandwidth),
          intensities.getUpperBound())
          .forEach(intensity -> series.add(intensity, roof.at(intensity)));
      data.addSeries(series);
    }
    return data;
  }

  private XYLineAndShapeRenderer dotRenderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true) {
      @Override
      public boolean getItemShapeVisible(int series, int item) {
        // The entity is wanted, the drawing is not: Svg writes the points.
        return false;
      }
    };
    for (int i = 0; i < runs.size(); i++) {
      renderer.setSeriesShape(i, dot());
    }
    return renderer;
  }

  private static Ellipse2D dot() {
    return new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
  }

  private XYLineAndShapeRenderer lineRenderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDefaultCreateEntities(false);
    for (int i = 0; i < roofs.size(); i++) {
      renderer.setSeriesPaint(i, Palette.TEXT);
      renderer.setSeriesStroke(i, new BasicStroke(1.4f));
    }
    return renderer;
  }

  private Mark mark(XYItemEntity item) {
    Run run = runs.get(item.getSeriesIndex());
    Point point = run.points.get(item.getItem());
    Rectangle2D box = item.getArea().getBounds2D();
    Ellipse2D dot = new Ellipse2D.Double(box.getCenterX() - RADIUS, box.getCenterY() - RADIUS, 2 * RADIUS, 2 * RADIUS);
    return new Mark(dot, colourOf(item.getSeriesIndex()), text(run, point));
  }

  private static String text(Run run, Point point) {
    double roof = run.roof.at(point.intensity);
    return String.format(Locale.ROOT,
        "%s, %s: %s multiplications per cycle, %.1f %% of the %s that %s allows at %s for each byte", run.name,
        point.name, Numbers.of(point.speed), 100 * point.speed / roof, Numbers.of(roof),
        roof < run.roof.peak ? "the DRAM" : "the array",
        Numbers.of(point.intensity));
  }
}
