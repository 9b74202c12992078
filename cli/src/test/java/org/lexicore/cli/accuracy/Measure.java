package org.lexicore.cli.accuracy;

import java.util.Locale;

/**
 * One figure of how good a network's answers are.
 *
 * @param name lower case, as the table calls it
 * @param percent whether the value, a fraction, is shown as a percentage
 */
record Measure(String name, double value, boolean percent) {
  static Measure share(String name, double value) {
    return new Measure(name, value, true);
  }

  static Measure number(String name, double value) {
    return new Measure(name, value, false);
  }

  /** The value alone, with its unit. */
  String text() {
    return percent ? String.format(Locale.ROOT, "%.2f %%", 100 * value) : String.format(Locale.ROOT, "%.4f", value);
  }

  @Override
  public String toString() {
    return name + " " + text();
  }
}
