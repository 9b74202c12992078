package org.lexicore.reports;

/**
 * One inference among several that follow each other without a reset.
 *
 * @param occasion {@code first}, {@code steady} (the same network ran before), {@code switched} (another network ran before)
 * @param cycles from the accepted start to the interrupt
 * @param timeMs at the accelerator's clock
 * @param utilisation the network's multiply-accumulates per multiplier and cycle, 0 to 1
 */
public record Inference(
    String occasion, long cycles, double timeMs, double utilisation, DramBytes dramBytes, ArrayCycles arrayCycles) {
  /** Right after the reset: everything has to be loaded. */
  public static final String FIRST = "first";

  /** The same network ran before. */
  public static final String STEADY = "steady";

  /** Another network ran before. */
  public static final String SWITCHED = "switched";
}
