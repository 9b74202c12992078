package org.lexicore.compiler.execute;

/**
 * How many samples were classified right.
 *
 * @param samples number of labelled samples
 * @param correct those whose largest output is at the label; the first one of equals counts
 */
public record Evaluation(int samples, int correct) {
  /** Share of correct answers, 0 to 1. */
  public double top1() {
    return samples == 0 ? 0 : (double) correct / samples;
  }
}
