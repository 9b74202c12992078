package org.lexicore.reports;

/**
 * Work of the host in an inference: one step, or several together.
 *
 * @param steps how many
 * @param elements that they make
 * @param arithmetic additions, multiplications, comparisons and functions, each counted as one
 * @param bytesRead from DRAM by the host: the operands' elements, each once
 * @param bytesWritten to DRAM by the host, padding included
 */
public record HostCost(int steps, long elements, long arithmetic, long bytesRead, long bytesWritten) {
  /** Nothing. */
  static final HostCost NONE = new HostCost(0, 0, 0, 0, 0);

  /** Both together. */
  HostCost plus(HostCost other) {
    return new HostCost(
        steps + other.steps, elements + other.elements, arithmetic + other.arithmetic, bytesRead + other.bytesRead,
        bytesWritten + other.bytesWritten);
  }
}
