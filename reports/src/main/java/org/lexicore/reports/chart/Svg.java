package org.lexicore.reports.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes an {@code <svg>} element that lies within an HTML page. Lengths are in units of which its width has
 * {@link #WIDTH} at most.
 */
final class Svg {
  static final int WIDTH = 1060;

  /** What is smaller cannot be seen, and would make the page heavy. */
  private static final double SMALLEST = 0.05;

  private final StringBuilder text = new StringBuilder();

  /** Begins the element of a chart with {@code title}, as wide as can be. */
  Svg(String title, int height) {
    this(title, WIDTH, height);
  }

  /** Begins the element of a chart that needs no more than {@code width}. */
  Svg(String title, int width, int height) {
    text.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(height).append("\" style=\"--width:").append(width)
        .append("px\" role=\"img\" aria-label=\"")
        .append(Chart.escape(title))
        .append("\">\n");
  }

  /** Adds {@code element}, which is SVG already. */
  Svg raw(String element) {
    text.append(element);
    return this;
  }

  /** Adds all {@code marks} that can be seen, by colour. */
  Svg marks(List<Mark> marks) {
    int colour = -1;
    for (Mark mark : marks.stream().filter(Svg::visible).sorted(Comparator.comparingInt(Mark::colour)).toList()) {
      if (mark.colour() != colour) {
        text.append(colour < 0 ? "" : "</g>\n");
        colour = mark.colour();
        text.append("<g class=\"marks ").append(Chart.colour(colour)).append("\">");
      }
      mark(mark);
    }
    text.append(colour < 0 ? "" : "</g>\n");
    return this;
  }

  private static boolean visible(Mark mark) {
    Rectangle2D bounds = mark.shape().getBounds2D();
    return bounds.getWidth() >= SMALLEST && bounds.getHeight() >= SMALLEST;
  }

  private void mark(Mark mark) {
    Rectangle2D box = mark.shape().getBounds2D();
    String name = name(mark.shape());
    text.append('<').append(name);
    if (name.equals("circle")) {
      text.append(" cx=\"").append(number(box.getCenterX())).append("\" cy=\"").append(number(box.getCenterY()))
          .append("\" r=\"")
          .append(number(box.getWidth() / 2)).append('"');
    } else {
      text.append(" x=\"").append(number(box.getX())).append("\" y=\"").append(number(box.getY())).append("\" width=\"")
          .append(number(box.getWidth())).append("\" height=\"").append(number(box.getHeight())).append('"');
    }
    text.append("><title>").append(Chart.escape(mark.text())).append("</title></").append(name).append('>');
  }

  private static String name(Shape shape) {
    return switch (shape) {
      case Rectangle2D bar -> "rect";
      case Ellipse2D point -> "circle";
      default -> throw new IllegalArgumentException("a mark is no " + shape.getClass());
    };
  }

  /**
   * Adds words.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}: which point of them lies at {@code x}
   * @param style class in the style sheet
   */
  Svg words(double x, double y, String anchor, String style, String words) {
    text.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" text-anchor=\"").append(anchor)
        .append("\" class=\"").append(style).append("\">").append(Chart.escape(words)).append("</text>\n");
    return this;
  }

  /** Adds a line through {@code points} in the colour of series {@code colour}. */
  Svg curve(List<Point2D> points, int colour) {
    StringBuilder path = new StringBuilder();
    for (Point2D point : points) {
      path.append(path.isEmpty() ? 'M' : 'L').append(number(point.getX())).append(' ').append(number(point.getY()));
    }
    text.append("<path class=\"curve ").append(Chart.colour(colour)).append("\" d=\"").append(path).append("\"/>\n");
    return this;
  }

  /** Adds a line of the grid. */
  Svg line(double x1, double y1, double x2, double y2) {
    text.append("<path class=\"grid\" d=\"M").append(number(x1)).append(' ').append(number(y1)).append('L').append(number(x2))
        .append(' ')
        .append(number(y2)).append("\"/>\n");
    return this;
  }

  /** The whole element. */
  String element() {
    return text + "</svg>\n";
  }

  private static String number(double value) {
    String full = String.format(Locale.ROOT, "%.2f", value);
    return full.contains(".") ? full.replaceAll("\\.?0+$", "") : full;
  }
}
