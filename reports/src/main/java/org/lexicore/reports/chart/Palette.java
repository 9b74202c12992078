package org.lexicore.reports.chart;

import java.awt.Color;
import java.util.regex.Pattern;

/**
 * Colours that stand for variables of the page's style sheet: JFreeChart and Batik know only fixed ones, which are replaced when the
 * drawing is text.
 */
final class Palette {
  /** Series that have a colour of their own; further ones begin again. */
  static final int SERIES = 7;

  /** The page's text colour. */
  static final Color TEXT = new Color(1, 2, 3);

  /** The page's colour of lines. */
  static final Color GRID = new Color(3, 2, 1);

  private static final int FIRST_SERIES = 16;
  private static final Pattern SERIES_MARKER = Pattern.compile("rgb\\(5, ?4, ?(\\d+)\\)");

  private Palette() {}

  /** The colour of series {@code number}, which is the variable {@code --s0} for the first. */
  static Color series(int number) {
    return new Color(5, 4, FIRST_SERIES + number % SERIES);
  }

  /** {@code svg} with variables in place of the markers. */
  static String themed(String svg) {
    String themed = svg.replaceAll("rgb\\(1, ?2, ?3\\)", "currentColor").replaceAll("rgb\\(3, ?2, ?1\\)", "var(--line)");
    return SERIES_MARKER.matcher(themed).replaceAll(marker -> "var(--s" + (Integer.parseInt(marker.group(1)) - FIRST_SERIES) + ")");
  }
}
