package org.lexicore.model;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an input, so that the user hears of everything at once. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Notes one problem as {@code place: what is wrong; the remedy}. */
  public void add(String format, Object... arguments) {
    found.add(String.format(java.util.Locale.ROOT, format, arguments));
  }

  /** Notes a problem unless {@code holds}. */
  public void require(boolean holds, String format, Object... arguments) {
    if (!holds) {
      add(format, arguments);
    }
  }

  /** How many were found so far. */
  public int count() {
    return found.size();
  }

  /** Whether nothing was found so far. */
  public boolean none() {
    return found.isEmpty();
  }

  /**
   * Ends the collection.
   *
   * @throws InputException if there was a problem
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InputException(found);
    }
  }
}
