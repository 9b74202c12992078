package org.lexicore.simulator;

import java.util.Arrays;
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

  @Override
  public String toString() {
    return "retired " + Arrays.toString(retired) + " of " + Arrays.toString(dispatched) + " (load, compute, drain, store)";
  }

  /** Whether everything dispatched has retired. */
  boolean balanced() {
    return Arrays.equals(dispatched, retired);
  }
}
