package org.lexicore.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Writes lines of notes, warnings and errors without terminal commands, whatever names and words a damaged file holds.
 * What is printed piece by piece, as the help with its colours, stays as it is.
 */
public final class PlainLines extends PrintWriter {
  public PlainLines(PrintWriter writer) {
    super(writer, true);
  }

  @Override
  public void println(String line) {
    super.println(Failures.printable(line));
  }

  @Override
  public PrintWriter format(String format, Object... arguments) {
    return format(Locale.ROOT, format, arguments);
  }

  @Override
  public PrintWriter format(Locale locale, String format, Object... arguments) {
    super.print(Failures.printable(String.format(locale, format, arguments)));
    flush();
    return this;
  }
}
