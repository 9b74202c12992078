package org.lexicore.reports.area;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Does the closed form say what counting every way says? */
class BankConflictsTest {
  @Test
  void twoAccessesToTwoBanksMeetInHalfTheWays() {
    assertEquals(1.5, BankConflicts.expectedCycles(2, 2), 1e-12);
    assertEquals(1, BankConflicts.expectedCycles(1, 8), 1e-12);
    assertEquals(5, BankConflicts.expectedCycles(5, 1), 1e-12);
  }

  @Property
  void theExpectationIsTheMeanOverEveryWay(@ForAll @IntRange(min = 1, max = 5) int accesses, @ForAll @IntRange(min = 1, max = 6) int banks) {
    int ways = (int) Math.round(Math.pow(banks, accesses));
    long total = 0;
    for (int way = 0; way < ways; way++) {
      int[] load = new int[banks];
      int fullest = 0;
      for (int access = 0, rest = way; access < accesses; access++, rest /= banks) {
        fullest = Math.max(fullest, ++load[rest % banks]);
      }
      total += fullest;
    }
    assertEquals((double) total / ways, BankConflicts.expectedCycles(accesses, banks), 1e-9);
  }
}
