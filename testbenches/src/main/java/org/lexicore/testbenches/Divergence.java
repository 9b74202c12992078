package org.lexicore.testbenches;

/**
 * The first place where the RTL and the simulator differ.
 *
 * @param cycle counted from the reset: the first cycle with {@code aresetn} = 1 is 0
 * @param signal port of {@code lexicore_core}
 * @param expected what the simulator says, hexadecimal
 * @param actual what the RTL shows
 */
public record Divergence(long cycle, String signal, String expected, String actual) {
  @Override
  public String toString() {
    return "cycle " + cycle + ": " + signal + " is " + actual + ", expected " + expected;
  }
}
