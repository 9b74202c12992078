package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.dram.AddressMap;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.DramTiming;
import org.lexicore.model.dram.PagePolicy;

/**
 * Does timed DRAM behind the bus answer when its commands allow, in the order of the addresses, and never a write too early?
 */
class TimedDramTest {
  private static final DramTiming TIMING = DramStandard.DDR4_2400.timing();

  /** A bus of 8 bytes on DDR4-2400 at {@code clockMhz}. */
  private static Accelerator accelerator(double clockMhz, int crossingBursts) {
    return new Accelerator(
        1, "dram", new Accelerator.Array(8, 8), clockMhz, new Accelerator.Technology(28),
        CodebookStore.Kind.NONE.apply(new CodebookStore.Capacity(2, 1, 1, 1)),
        new Accelerator.Buffers(4, 4, 4, 4, 4, 4), new Accelerator.Postprocess(4), new Accelerator.Axi(64, 32, 64, 64),
        new Accelerator.Dram.Timed(
            DramStandard.DDR4_2400,
            new ControllerSettings(1, 1, 32, 32, 80, 20, AddressMap.ROBARACOCH, PagePolicy.OPEN, true, crossingBursts, 2)));
  }

  private static List<Long> beats(Dram dram, long from, long end) {
    List<Long> times = new ArrayList<>();
    for (long cycle = from; cycle < end; cycle++) {
      if (dram.readBeat(cycle)) {
        times.add(cycle);
      }
    }
    return times;
  }

  private static List<Long> consecutive(long first, int count) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(first + i);
    }
    return times;
  }

  @Test
  void aLoneReadTakesBothCrossingsAnActivateAndARead() {
    for (double mhz : new double[] {37, 150, 333.333, 1200, 2400}) {
      Accelerator accelerator = accelerator(mhz, 4);
      Dram dram = Dram.of(accelerator);
      assertTrue(dram.acceptReadAddress(0, 0x1000, 8));
      List<Long> beats = beats(dram, 1, 1000);
      // The address is seen two command cycles after the first edge that follows its handshake, and served in the next one.
      double atMemory = Math.ceil(TIMING.clockMhz() / mhz - 1e-9) + 2 + 1;
      long done = (long) Math.ceil((atMemory + TIMING.activateToRead() + TIMING.readDone()) * mhz / TIMING.clockMhz() - 1e-9);
      assertEquals(consecutive(done + 2, 8), beats, mhz + " MHz");
      assertEquals(accelerator.dramLatency(), beats.getFirst(), 1, "what the mapper takes for it");
    }
  }

  @Test
  void answersKeepTheOrderOfTheAddressesWhateverComesFirst() {
    Dram dram = Dram.of(accelerator(1200, 4));
    int row = 0x10000 * 2;
    assertTrue(dram.acceptReadAddress(0, 0, 8));
    assertTrue(dram.acceptReadAddress(1, 16 * row, 8), "another row of the same bank");
    assertTrue(dram.acceptReadAddress(2, 64, 8), "the first row again, ready before");
    List<Long> beats = beats(dram, 3, 2000);
    assertEquals(24, beats.size());
    assertEquals(consecutive(beats.get(8), 16), beats.subList(8, 24), "the third burst waited for the second");
    assertEquals(1, dram.finish().orElseThrow().rowHits(), "though its row was open");
  }

  @Test
  void aFastAcceleratorIsHeldOffWhileTheCrossingIsFull() {
    Dram dram = Dram.of(accelerator(2400, 2));
    assertTrue(dram.acceptReadAddress(0, 0, 32));
    assertTrue(dram.acceptReadAddress(1, 256, 32));
    long cycle = 2;
    while (!dram.acceptReadAddress(cycle, 512, 32)) {
      cycle++;
    }
    // Four accesses, one a command cycle of two of the accelerator's, and both synchronisers.
    long firstGone = (1 + 2 + 3 + 1) * 2 + 2;
    assertEquals(firstGone, cycle);
  }

  @Test
  void aWriteIsAnsweredWhenItIsQueuedAndAReadAfterItIsAnsweredFromThere() {
    Dram dram = Dram.of(accelerator(1200, 4));
    assertTrue(dram.acceptWriteAddress(0, 0x40, 8, true));
    for (int beat = 0; beat < 8; beat++) {
      assertTrue(dram.acceptWriteData(1 + beat, beat == 7));
      assertFalse(dram.writeResponse(1 + beat));
    }
    long cycle = 9;
    while (!dram.writeResponse(cycle)) {
      cycle++;
    }
    assertEquals(8 + 1 + 2 + 1 + 2, cycle, "the last data's handshake, both crossings, and a cycle in which it is queued");
    assertTrue(dram.acceptReadAddress(cycle, 0x40, 8));
    List<Long> beats = beats(dram, cycle + 1, cycle + 200);
    assertEquals(consecutive(cycle + 1 + 2 + 1 + 2, 8), beats, "both crossings, and a cycle in the queue");
    assertEquals(1, dram.finish().orElseThrow().forwarded());
    assertEquals(0, dram.finish().orElseThrow().counts().reads());
    assertEquals(1, dram.finish().orElseThrow().counts().writes());
  }

  @Test
  void dataWaitForTheirAddressAndMayComeWithIt() {
    Dram dram = Dram.of(accelerator(1200, 1));
    assertFalse(dram.acceptWriteData(0, false));
    assertTrue(dram.acceptWriteAddress(1, 0x40, 2, true));
    assertTrue(dram.acceptWriteData(1, false));
    assertTrue(dram.acceptWriteData(2, true));
    assertFalse(dram.acceptWriteAddress(3, 0x80, 2, true), "no room for another burst");
    assertFalse(dram.acceptWriteData(3, false), "so none for its data");
  }

  @Test
  void writesThatWereAnsweredButWaitAreCounted() {
    Dram dram = Dram.of(accelerator(1200, 4));
    assertTrue(dram.acceptWriteAddress(0, 0x40, 32, true));
    for (int beat = 0; beat < 32; beat++) {
      assertTrue(dram.acceptWriteData(1 + beat, beat == 31));
    }
    long cycle = 33;
    while (!dram.writeResponse(cycle)) {
      cycle++;
    }
    DramStatistics counted = dram.finish().orElseThrow();
    assertEquals(4, counted.counts().writes(), "accesses of 64 bytes");
    assertEquals(256, counted.bytes());
    assertTrue(counted.cycles() > cycle, counted.toString());
  }

  @Test
  void aStreamRunsAtTheRateOfTheSlowerOfBusAndDram() {
    assertEquals(8.0, bytesACycle(accelerator(150, 8), 200), 0.1, "the bus: 8 bytes per cycle");
    double dram = bytesACycle(accelerator(4800, 8), 200);
    assertEquals(64.0 * 1200 / 4800 / 6, dram, 0.5, "tCCD_L between the accesses of a row");
  }

  private static double bytesACycle(Accelerator accelerator, int bursts) {
    Dram dram = Dram.of(accelerator);
    int taken = 0;
    int beats = 0;
    long cycle = 0;
    for (; beats < 32 * bursts; cycle++) {
      beats += dram.readBeat(cycle) ? 1 : 0;
      if (taken < bursts && taken * 32 - beats < 8 * 32 && dram.acceptReadAddress(cycle, taken * 256, 32)) {
        taken++;
      }
    }
    return beats * 8.0 / cycle;
  }

  @Test
  void theNextAnswerIsNeverBeforeTheCycleThatWasPromised() {
    Dram jumping = Dram.of(accelerator(333.333, 4));
    Dram ticking = Dram.of(accelerator(333.333, 4));
    for (int i = 0; i < 4; i++) {
      assertTrue(jumping.acceptReadAddress(i, i * 0x123400, 16));
      assertTrue(ticking.acceptReadAddress(i, i * 0x123400, 16));
    }
    List<Long> ticked = beats(ticking, 4, 3000);
    List<Long> jumped = new ArrayList<>();
    for (long cycle = jumping.nextBeat(3); cycle < Long.MAX_VALUE; cycle = jumping.nextBeat(cycle)) {
      if (jumping.readBeat(cycle)) {
        jumped.add(cycle);
      }
    }
    assertEquals(64, ticked.size());
    assertEquals(ticked, jumped);
  }
}
