package org.lexicore.cli.terminal;

/** A program that the command needs is not installed; the message says how to install it. */
public final class ToolMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As {@code verilator is not installed; ...}. */
  public ToolMissing(String message) {
    super(message);
  }
}
