package org.lexicore.compiler.map;

import org.lexicore.model.instruction.Instruction;

/** Decode steps of each pass of a compute instruction, from its fields alone. */
final class DecodeSteps {
  private DecodeSteps() {}

  /** Receives the decode steps of one pass. */
  @FunctionalInterface
  interface Visitor {
    void pass(int steps);
  }

  /** Calls {@code visitor} for each pass of {@code c} on an array with {@code ports} codebook ports. */
  static void forEachPass(Instruction.Compute c, int ports, Visitor visitor) {
    int columnSteps = c.weights().columnSteps(c.columns(), ports);
    int lead = c.lead();
    for (int segment = 0; segment < c.kernelY() * c.kernelX(); segment++) {
      for (int block = 0; block < c.blocks(); block++) {
        int end = lead + (block == c.blocks() - 1 ? c.lastSegment() : c.segment());
        for (int first = 0; first < end; first += c.rowsPerPass()) {
          visitor.pass(columnSteps * Span.ceilDiv(Math.min(c.rowsPerPass(), end - first), c.codeword()));
        }
        lead = end % c.codeword();
      }
    }
  }
}
