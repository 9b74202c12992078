package org.lexicore.testbenches;

/** A bench could not be built or run to its end: neither equal nor a divergence. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what the tools said. */
  public BenchException(String message) {
    super(message);
  }
}
