package org.lexicore.simulator;

import java.util.Arrays;
import java.util.Locale;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;

/** Instructions dispatched and retired, by unit: 16-bit counters, visible the cycle after. */
final class Tokens {
  private final int[] dispatched = new int[Unit.values().length];
  private final int[] retired = new int[Unit.values().length];
  private long total;

  void dispatch(Unit unit) {
    dispatched[unit.ordinal()]++;
    total++;
  }

  /** Instructions dispatched to any unit. */
  long total() {
    return total;
  }

  /** An instruction of each unit in {@code units}, bit = unit code, retires. */
  void retire(int units) {
    for (int left = units; left != 0; left &= left - 1) {
      retired[Integer.numberOfTrailingZeros(left)]++;
    }
  }

  /** Whether {@code unit} has retired at least {@code wait} instructions, in 16-bit sequence arithmetic. */
  boolean holds(Unit unit, int wait) {
    return (short) (retired[unit.ordinal()] - wait) >= 0;
  }

  boolean hold(Waits waits) {
    return holds(Unit.LOAD, waits.load())
        && holds(Unit.COMPUTE, waits.compute())
        && holds(Unit.DRAIN, waits.drain())
        && holds(Unit.STORE, waits.store());
  }

  /** Instructions that {@code unit} has retired. */
  int retired(Unit unit) {
    return retired[unit.ordinal()];
  }

  /** Which of {@code waits} do not hold, in words; empty if all do. */
  String missing(Waits waits) {
    StringBuilder text = new StringBuilder();
    for (Unit unit : Unit.values()) {
      if (!holds(unit, waits.of(unit))) {
        text.append(text.isEmpty() ? " waits for " : " and ").append(unit.name().toLowerCase(Locale.ROOT)).append(" to retire ")
            .append(waits.of(unit)).append(", which has retired ").append(retired(unit));
      }
    }
    return text.toString();
  }

  /** Whether everything dispatched has retired. */
  boolean balanced() {
    return Arrays.equals(dispatched, retired);
  }
}
