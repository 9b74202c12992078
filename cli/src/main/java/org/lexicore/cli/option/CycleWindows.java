package org.lexicore.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lexicore.model.InputException;
import org.lexicore.simulator.trace.CycleWindow;

/** Reads {@code FROM..TO}, or {@code start}. */
final class CycleWindows {
  /** So many cycles can be looked at one by one on a page, and in a waveform of a few megabytes. */
  private static final CycleWindow START = new CycleWindow(0, 20_000);

  private static final Pattern WINDOW = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  private CycleWindows() {}

  /**
   * The cycles that {@code text} names.
   *
   * @param option whose value it is
   * @throws InputException if there are none
   */
  static CycleWindow of(String option, String text) {
    if (text.equals("start")) {
      return START;
    }
    Matcher window = WINDOW.matcher(text);
    if (!window.matches() || Long.parseLong(window.group(1)) >= Long.parseLong(window.group(2))) {
      throw new InputException(option + " " + text + ": names no cycles; write e.g. 5000..9000, or start for the first 20000");
    }
    return new CycleWindow(Long.parseLong(window.group(1)), Long.parseLong(window.group(2)));
  }
}
