package org.lexicore.reports.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.reports.Band;

/** Does the energy follow from currents and published figures, as a band? */
class DramEnergyTest {
  private static final double MICRO = 1e-9;

  @Test
  void eachPartIsTheDevicesCurrentsOverItsCycles() {
    // 1.2 V, 8 devices, cycles of 1/1200 µs; mA · V · µs = nJ.
    double perCycle = 1.2 * 8 / 1200 / 1000;
    DramEnergy.Parts parts = parts(new DramCounts(1, 0, 0, 0, 0, 0));
    assertEquals(perCycle * (48 * 56 - 43 * 39 - 34 * 17), parts.activate(), MICRO);
    assertEquals(parts.activate(), parts.total(), MICRO);
    assertEquals(perCycle * (135 - 43) * 4, parts(new DramCounts(0, 1, 0, 0, 0, 0)).read(), MICRO);
    assertEquals(perCycle * (123 - 43) * 4, parts(new DramCounts(0, 0, 1, 0, 0, 0)).write(), MICRO);
    assertEquals(perCycle * (250 - 34) * 420, parts(new DramCounts(0, 0, 0, 1, 0, 0)).refresh(), MICRO);
    assertEquals(perCycle * (43 * 1000 + 34 * 500), parts(new DramCounts(0, 0, 0, 0, 1000, 500)).background(), MICRO);
  }

  private static DramEnergy.Parts parts(DramCounts counts) {
    return DramEnergy.of(DramStandard.DDR4_2400, counts).byCurrents();
  }

  @Test
  void whatTheCurrentsGiveIsTypicalAndTheFiguresForABitWidenTheBand() {
    DramEnergy busy = DramEnergy.of(DramStandard.DDR4_2400, new DramCounts(10, 1000, 0, 1, 5000, 100));
    assertEquals(busy.byCurrents().total(), busy.typical(), MICRO);
    assertEquals(1000 * 512 * 20e-6, busy.high(), MICRO);
    DramEnergy waiting = DramEnergy.of(DramStandard.DDR4_2400, new DramCounts(1, 1, 0, 100, 0, 936_000));
    assertEquals(waiting.typical(), waiting.high(), MICRO, "refresh and standby cost without any bit");
    assertEquals(512 * 10e-6, waiting.low(), MICRO);
  }

  @Test
  void eachRailDrawsItsCurrentAtItsVoltage() {
    // Cycles of 1/1600 µs.
    DramEnergy.Parts row = DramEnergy.of(DramStandard.LPDDR4_3200, new DramCounts(1, 0, 0, 0, 0, 0)).byCurrents();
    double perCycle = 1.0 / 1600 / 1000;
    double charge = 1.8 * (3.5 * 97 - 2.25 * 68 - 2 * 29) + 1.1 * (45 * 97 - 30 * 68 - 27 * 29);
    assertEquals(perCycle * charge, row.activate(), MICRO);
    DramEnergy.Parts read = DramEnergy.of(DramStandard.LPDDR4_3200, new DramCounts(0, 1, 0, 0, 0, 0)).byCurrents();
    assertEquals(perCycle * 8 * 1.1 * (275 - 30 + 150 - 0.75), read.read(), MICRO);
  }

  @Test
  void aBitCostsTheSameAtAnotherRateThanItWasStatedFor() {
    // LPDDR5X at 7500 Mb/s on 16 pins: 256 bits in 2.133 ns.
    DramEnergy.Parts read = DramEnergy.of(DramStandard.LPDDR5_6400, new DramCounts(0, 1, 0, 0, 0, 0)).byCurrents();
    assertEquals((1.8 * 15.2 + 1.05 * 350 + 0.5 * 111.3) * 256 / 120_000 * 1e-3, read.read(), MICRO);
    // HBM2 measured at 1200 Mb/s on 64 pins, with random data.
    DramEnergy.Parts wide = DramEnergy.of(DramStandard.HBM2, new DramCounts(0, 1, 0, 0, 0, 0)).byCurrents();
    assertEquals(1.2 * (202.769 - 12.394) * 5.1486 / 3.1798 * 256 / 76_800 * 1e-3, wide.read(), MICRO);
    double slow = 1.2 * (28.544 * 29 - 12.394 * 20 - 11.756 * 9) / 600 * 1e-3;
    DramEnergy.Parts row = DramEnergy.of(DramStandard.HBM2, new DramCounts(1, 0, 0, 0, 0, 0)).byCurrents();
    assertEquals((1 + 0.886 * 800 / 5200) * slow, row.activate(), MICRO);
    DramEnergy.Parts closed = DramEnergy.of(DramStandard.HBM2, new DramCounts(0, 0, 0, 0, 0, 1000)).byCurrents();
    assertEquals(1.2 * 11.756 * 2000 / 1200 * 1e-3, closed.background(), MICRO, "a µs of a clock that is 5/3 times as fast");
  }

  /** Published for all of an access, rows included: a stream of reads, with standby, should come near. */
  @Test
  void aStreamOfReadsTakesWhatSurveysSayOfABitWithinAFactor() {
    for (DramStandard standard : DramStandard.values()) {
      int rank = standard.organisation().accessBytes();
      long reads = 100_000;
      DramEnergy stream = DramEnergy.of(standard, new DramCounts(reads / 50, reads, 0, 0, reads * standard.timing().burst(), 0));
      double perBit = stream.typical() * 1e6 / (8.0 * rank * reads);
      assertTrue(perBit > 3 && perBit < 20, standard + ": " + perBit + " pJ per bit");
    }
  }

  @Test
  void partsOfARunAddUpToIt() {
    DramEnergy whole = DramEnergy.of(DramStandard.HBM2, new DramCounts(10, 1000, 200, 3, 5000, 7000));
    Band sum = whole.picojoules(0.75, 0.125).plus(whole.picojoules(0.25, 0.875));
    assertEquals(whole.typical() * 1e6, sum.typical(), 1e-3);
    assertEquals(whole.high() * 1e6, sum.high(), 1e-3);
    assertEquals(whole.low() * 1e6, sum.low(), 1e-3);
    double waiting = whole.byCurrents().refresh() + whole.byCurrents().background();
    assertEquals(waiting * 1e6, whole.picojoules(0, 1).typical(), 1e-3);
  }

  @Test
  void everyKindHasABand() {
    for (DramStandard standard : DramStandard.values()) {
      DramEnergy energy = DramEnergy.of(standard, new DramCounts(100, 1000, 500, 2, 9000, 300));
      assertTrue(0 < energy.low() && energy.low() <= energy.typical() && energy.typical() <= energy.high(), standard + ": " + energy);
    }
  }
}
