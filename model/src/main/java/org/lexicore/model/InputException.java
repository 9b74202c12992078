package org.lexicore.model;

import java.util.List;

/**
 * What a user gave is wrong: every problem found, each one line that names the place and the remedy.
 *
 * <p>Commands print the problems and end with exit status 2; a broken invariant of our own is never reported this way.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The problems, in the order in which they were found. */
  private final transient List<String> problems;

  /** One problem. */
  public InputException(String problem) {
    this(List.of(problem));
  }

  /** All problems at once; at least one. */
  public InputException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, one line each, in the order in which they were found. */
  public List<String> problems() {
    return problems;
  }
}
