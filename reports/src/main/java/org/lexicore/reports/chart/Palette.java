package org.lexicore.reports.chart;

import java.awt.Color;

/**
 * Colours that stand for variables of the page's style sheet: JFreeChart and Batik know only fixed ones, which are replaced
 * when the drawing is text.
 */
final class Palette {
  /** Series that the style sheet has a colour for; further ones begin again. */
  static final int SERIES = 25;

  /** The page's text colour. */
  static final Color TEXT = new Color(1, 2, 3);

  /** The page's colour of lines. */
  static final Color GRID = new Color(3, 2, 1);

  private Palette() {}

  /** {@code svg} with variables in place of the markers. */
  static String themed(String svg) {
    return svg.replaceAll("rgb\\(1, ?2, ?3\\)", "currentColor").replaceAll("rgb\\(3, ?2, ?1\\)", "var(--line)");
  }
}
