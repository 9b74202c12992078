package org.lexicore.compiler.note;

import java.util.List;

/** A list of names within a line of text. */
public final class Names {
  private static final int SHOWN = 4;

  private Names() {}

  /** The first names, and how many more there are. */
  public static String of(List<String> names) {
    int shown = names.size() <= SHOWN + 1 ? names.size() : SHOWN;
    String first = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? first : first + " and " + (names.size() - shown) + " more";
  }
}
