package org.lexicore.reports.chart;

import java.util.List;

/**
 * A drawing with a title. Its colours are variables of the page's style sheet, so that one drawing serves light and dark pages.
 */
public sealed interface Chart permits BarChart, GanttChart, LineChart, Roofline, Treemap {
  /** What it shows. */
  String title();

  /** What the colours stand for, in their order; empty where the drawing itself says so. */
  List<String> legend();

  /** The colour of the legend's entry {@code number}. */
  default int colourOf(int number) {
    return number;
  }

  /**
   * The {@code <svg>} element.
   *
   * @param id unique in the page: ids inside one drawing must not meet those of another
   */
  String svg(String id);

  /** The class of the style sheet that has the colour of series {@code number}, from 0. */
  static String colour(int number) {
    return "s" + number % Palette.SERIES;
  }

  /** {@code text} within SVG or HTML: characters that have a meaning there are replaced. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
