package org.lexicore.testbenches;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one trace in the format of {@code docs/trace-format.md}; the same bytes each time it is asked. */
@FunctionalInterface
public interface TraceSource {
  /** Writes the whole trace. An exception of {@code out} is passed on: the reader may leave at a divergence. */
  void writeTo(OutputStream out) throws IOException;
}
