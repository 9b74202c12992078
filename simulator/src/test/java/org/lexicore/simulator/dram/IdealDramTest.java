package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.WriteOrder;

/** Does the ideal memory keep the times of the microarchitecture page? */
class IdealDramTest {
  private static final int WORD_BYTES = 8;

  private static IdealDram dram(int latency, int bytesPerCycle, int stallPercent) {
    return new IdealDram(new Accelerator.Dram.Ideal(latency, bytesPerCycle, stallPercent, 7), WORD_BYTES);
  }

  private static IdealDram dram(WriteOrder order) {
    return new IdealDram(new Accelerator.Dram.Ideal(3, 8, 0, 7, order), WORD_BYTES);
  }

  private static List<Long> beats(IdealDram dram, long end) {
    List<Long> times = new ArrayList<>();
    for (long cycle = 0; cycle < end; cycle++) {
      if (dram.readBeat(cycle)) {
        times.add(cycle);
      }
    }
    return times;
  }

  @Test
  void beatsFollowTheLatencyAndThenTheInterval() {
    IdealDram dram = dram(10, 4, 0);
    assertTrue(dram.acceptReadAddress(3, 0, 3));
    assertTrue(dram.acceptReadAddress(4, 64, 2));
    assertEquals(13, dram.nextBeat(4));
    assertEquals(List.of(13L, 15L, 17L, 19L, 21L), beats(dram, 60));
    assertEquals(Long.MAX_VALUE, dram.nextBeat(60));
  }

  @Test
  void aResponseFollowsTheLastBeatAndThePreviousResponse() {
    IdealDram dram = dram(5, 8, 0);
    assertTrue(dram.acceptWriteAddress(1, 0, 2, true));
    assertTrue(dram.acceptWriteData(1, false));
    assertFalse(dram.acceptWriteData(1, true), "an interval of a cycle");
    assertTrue(dram.acceptWriteData(2, true));
    assertFalse(dram.writeResponse(6));
    assertTrue(dram.writeResponse(7));
    assertEquals(Long.MAX_VALUE, dram.nextResponse(7));
  }

  @Test
  void aSlowBusTakesWriteDataAtItsInterval() {
    IdealDram dram = dram(1, 2, 0);
    List<Long> accepted = new ArrayList<>();
    for (long cycle = 0; cycle < 12; cycle++) {
      if (dram.acceptWriteData(cycle, false)) {
        accepted.add(cycle);
      }
    }
    assertEquals(List.of(0L, 4L, 8L), accepted);
  }

  @Test
  void stallsHoldOffTheStatedShareOfCyclesAndRepeat() {
    IdealDram dram = dram(1, 8, 30);
    List<Boolean> first = new ArrayList<>();
    for (long cycle = 0; cycle < 20_000; cycle++) {
      first.add(dram.acceptWriteAddress(cycle, 0, 1, false));
    }
    double share = first.stream().filter(taken -> !taken).count() / 20_000.0;
    assertEquals(0.30, share, 0.01);
    IdealDram again = dram(1, 8, 30);
    for (int cycle = 0; cycle < 20_000; cycle++) {
      assertEquals(first.get(cycle), again.acceptWriteAddress(cycle, 0, 1, false));
    }
  }

  @Test
  void aStalledBeatComesInTheFirstFreeCycle() {
    IdealDram stalled = dram(4, 8, 60);
    long cycle = 0;
    while (!stalled.acceptReadAddress(cycle, 0, 200)) {
      cycle++;
    }
    List<Long> times = beats(stalled, 10_000);
    assertEquals(200, times.size());
    double cyclesABeat = (times.getLast() - times.getFirst()) / 199.0;
    assertEquals(2.5, cyclesABeat, 0.4);
  }

  @Test
  void aFreeMemoryTakesDataBeforeTheirAddressAndAnswersAfterBoth() {
    IdealDram dram = dram(WriteOrder.FREE);
    assertTrue(dram.acceptWriteData(0, true));
    assertEquals(Long.MAX_VALUE, dram.nextResponse(0), "the address is still to come");
    assertTrue(dram.acceptWriteAddress(5, 0, 1, false));
    assertEquals(8, dram.nextResponse(5));
  }

  @Test
  void withTheAddressFirstDataWaitForTheCycleAfterIt() {
    IdealDram dram = dram(WriteOrder.ADDRESS_FIRST);
    assertFalse(dram.acceptWriteData(0, false));
    assertTrue(dram.acceptWriteAddress(1, 0, 2, true));
    assertFalse(dram.acceptWriteData(1, false));
    assertTrue(dram.acceptWriteData(2, false));
    assertTrue(dram.acceptWriteData(3, true));
    assertFalse(dram.acceptWriteData(4, true), "the next burst's");
  }

  @Test
  void togetherTheAddressWaitsForDataAndTakesThemWithIt() {
    IdealDram dram = dram(WriteOrder.TOGETHER);
    assertFalse(dram.acceptWriteAddress(0, 0, 1, false), "without data it would wait for ever");
    assertFalse(dram.acceptWriteData(1, true), "without an address");
    assertTrue(dram.acceptWriteAddress(2, 0, 1, true));
    assertTrue(dram.acceptWriteData(2, true));
    assertEquals(5, dram.nextResponse(2));
  }

  @Test
  void withDataFirstTheAddressWaitsForTheirLast() {
    IdealDram dram = dram(WriteOrder.DATA_FIRST);
    assertFalse(dram.acceptWriteAddress(0, 0, 2, true));
    assertTrue(dram.acceptWriteData(0, false));
    assertFalse(dram.acceptWriteAddress(1, 0, 2, true));
    assertTrue(dram.acceptWriteData(1, true));
    assertTrue(dram.acceptWriteAddress(2, 0, 2, false));
    assertEquals(5, dram.nextResponse(2));
  }

  @Test
  void mixedBurstsHaveEveryOrder() {
    IdealDram dram = dram(WriteOrder.MIXED);
    int early = 0;
    int late = 0;
    int alone = 0;
    long cycle = 0;
    for (int burst = 0; burst < 400; burst++, cycle += 10) {
      boolean addressAlone = dram.acceptWriteAddress(cycle, 0, 1, false);
      boolean dataAlone = !addressAlone && dram.acceptWriteData(cycle + 1, true);
      boolean both = !addressAlone && !dataAlone && dram.acceptWriteAddress(cycle + 2, 0, 1, true);
      early += addressAlone ? 1 : 0;
      late += dataAlone ? 1 : 0;
      alone += both ? 1 : 0;
      if (dataAlone) {
        assertTrue(dram.acceptWriteAddress(cycle + 2, 0, 1, false));
      } else {
        assertTrue(dram.acceptWriteData(cycle + 3, true));
      }
    }
    // An address alone is taken by the free and by those that want it first.
    assertEquals(200, early, 40);
    assertEquals(100, late, 30);
    assertEquals(100, alone, 30);
  }
}
