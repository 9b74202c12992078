package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Is a rank counted as active for exactly the cycles in which a row of it is open? */
class DramActivityTest {
  @Test
  void overlappingRowsCountOnce() {
    DramActivity activity = new DramActivity(1);
    activity.opened(0, 10);
    activity.opened(0, 20);
    activity.closed(0, 30);
    activity.closed(0, 45);
    activity.opened(0, 60);
    assertEquals(35 + 40, activity.counts(100).activeCycles());
    assertEquals(25, activity.counts(100).idleCycles());
    assertEquals(3, activity.counts(100).activates());
  }

  @Test
  void aRowThatWillCloseCountsUntilThen() {
    DramActivity activity = new DramActivity(2);
    activity.opened(1, 10);
    activity.closed(1, 50);
    activity.opened(1, 40);
    activity.closed(1, 70);
    assertEquals(60, activity.counts(100).activeCycles());
    assertEquals(2 * 100 - 60, activity.counts(100).idleCycles());
    assertEquals(20, activity.counts(30).activeCycles());
  }

  @Test
  void nothingOpenedIsIdle() {
    assertEquals(0, new DramActivity(4).counts(10).activeCycles());
    assertEquals(40, new DramActivity(4).counts(10).idleCycles());
  }
}
