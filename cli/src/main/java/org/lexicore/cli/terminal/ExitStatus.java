package org.lexicore.cli.terminal;

/** What a command's exit status says. */
public final class ExitStatus {
  private ExitStatus() {}

  /** All went well. */
  public static final int DONE = 0;

  /** The machine is not the one that was expected, or worse than it may be. */
  public static final int DIVERGENCE = 1;

  /** What the user gave cannot be used. */
  public static final int BAD_INPUT = 2;

  /** A program that is needed is not installed. */
  public static final int TOOL_MISSING = 3;

  /** A mistake in Lexicore itself. */
  public static final int INTERNAL = 70;
}
