package org.lexicore.model.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lexicore.model.timing.TickingPasses.Pass;
import org.lexicore.model.timing.TickingPasses.Work;

/** Does the recurrence give the cycles of the registers it stands for? */
class PassTimingTest {
  /** The closed form's view of the same work. */
  private static final class Closed {
    final List<Long> issues = new ArrayList<>();
    final List<Long> starts = new ArrayList<>();
    final List<Long> lastSteps = new ArrayList<>();
    final List<Long> decodes = new ArrayList<>();
    private final TreeMap<Long, Long> breaks = new TreeMap<>();
    private final List<Long> decodeIndices = new ArrayList<>();
    private final PassTiming timing = new PassTiming(0, breaks::put);

    Closed run(List<Work> work, boolean idleBetween) {
      for (Work w : work) {
        if (idleBetween) {
          timing.idle(w.possible() / 2);
        }
        issues.add(timing.issue(w.possible()));
        for (Pass pass : w.passes()) {
          for (int s = 0; s < pass.steps(); s++) {
            decodeIndices.add(timing.index() + s + Latencies.DECODE);
          }
          starts.add(timing.pass(pass.steps(), pass.pixels()));
          lastSteps.add(timing.decoded());
        }
      }
      timing.idle(starts.getLast() + 100);
      for (long index : decodeIndices) {
        assertTrue(index < timing.index());
        Map.Entry<Long, Long> from = breaks.floorEntry(index);
        decodes.add(from.getValue() + index - from.getKey());
      }
      return this;
    }
  }

  @Test
  void everyEventOfRandomWorkHappensInTheCycleOfTheTickingModel() {
    Random random = new Random(20240611);
    int cases = 0;
    for (int[] limits : new int[][] {{1, 1}, {2, 3}, {6, 6}, {12, 4}, {4, 20}, {9, 60}, {40, 40}}) {
      for (int i = 0; i < 1500; i++) {
        List<Work> work = randomWork(random, limits[0], limits[1]);
        compare(work, random.nextBoolean());
        cases++;
      }
    }
    assertEquals(10_500, cases);
  }

  @Test
  void theDrawnExampleOfTwoPassesHolds() {
    List<Work> work = List.of(new Work(0, List.of(new Pass(5, 6), new Pass(5, 6), new Pass(5, 6))));
    Closed closed = new Closed().run(work, false);
    // The page draws a0 in cycle 0; here it follows the issue by three advances.
    assertEquals(List.of(8L, 14L, 20L), closed.starts);
    assertEquals(List.of(7L, 8L, 9L, 10L, 11L, 12L, 13L), closed.decodes.subList(0, 7));
    assertEquals(18L, closed.decodes.get(10), "c0 is written in the swap cycle of b");
    compare(work, false);
  }

  @Test
  void aLongInstructionHasThePeriodOfItsSlowestResource() {
    for (int steps = 1; steps <= 12; steps++) {
      for (int pixels = 1; pixels <= 12; pixels++) {
        PassTiming timing = new PassTiming();
        timing.issue(5);
        long start = 0;
        for (int i = 0; i < 10; i++) {
          start = timing.pass(steps, pixels);
        }
        assertEquals(Math.max(Math.max(steps, pixels), 4), timing.pass(steps, pixels) - start);
      }
    }
  }

  private static void compare(List<Work> work, boolean idleBetween) {
    TickingPasses ticking = new TickingPasses(work).run();
    Closed closed = new Closed().run(work, idleBetween);
    assertEquals(ticking.issues, closed.issues, () -> "issues of " + work);
    assertEquals(ticking.starts, closed.starts, () -> "starts of " + work);
    assertEquals(ticking.lastSteps, closed.lastSteps, () -> "last steps of " + work);
    assertEquals(ticking.decodes, closed.decodes, () -> "decodes of " + work);
  }

  private static List<Work> randomWork(Random random, int steps, int pixels) {
    List<Work> work = new ArrayList<>();
    long possible = 0;
    int instructions = 1 + random.nextInt(6);
    for (int i = 0; i < instructions; i++) {
      possible += random.nextInt(3) == 0 ? random.nextInt(80) : random.nextInt(8);
      List<Pass> passes = new ArrayList<>();
      int count = 1 + random.nextInt(5);
      for (int p = 0; p < count; p++) {
        passes.add(new Pass(1 + random.nextInt(steps), 1 + random.nextInt(pixels)));
      }
      work.add(new Work(possible, passes));
    }
    return work;
  }
}
