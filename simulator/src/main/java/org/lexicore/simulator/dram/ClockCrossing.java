package org.lexicore.simulator.dram;

import java.math.BigInteger;

/**
 * When what is handed over in one of two clocks is seen in the other: with the first edge after it, and as many more as the
 * synchroniser has flip-flops. Both clocks have an edge at cycle 0; the accelerator's is taken to the kilohertz, so that their
 * ratio is one of whole numbers.
 */
final class ClockCrossing {
  private static final int KILO = 1000;

  /** Command cycles to accelerator cycles as {@code commands : accelerators}. */
  private final long commands;

  private final long accelerators;
  private final int synchroniser;

  ClockCrossing(double acceleratorMhz, int commandMhz, int synchroniserCycles) {
    long acceleratorKhz = Math.max(1, Math.round(acceleratorMhz * KILO));
    long commandKhz = (long) commandMhz * KILO;
    long common = BigInteger.valueOf(acceleratorKhz).gcd(BigInteger.valueOf(commandKhz)).longValueExact();
    commands = commandKhz / common;
    accelerators = acceleratorKhz / common;
    synchroniser = synchroniserCycles;
  }

  /** The command cycle from which on the memory sees what the accelerator hands over at the end of {@code cycle}. */
  long toMemory(long cycle) {
    return Math.ceilDiv((cycle + 1) * commands, accelerators) + synchroniser;
  }

  /** The accelerator's cycle from which on it sees what the memory has from the beginning of command cycle {@code cycle} on. */
  long toAccelerator(long cycle) {
    return Math.ceilDiv(cycle * accelerators, commands) + synchroniser;
  }
}
