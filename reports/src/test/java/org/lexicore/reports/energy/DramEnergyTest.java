package org.lexicore.reports.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;

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
    return DramEnergy.of(DramStandard.DDR4_2400, counts).byCurrents().orElseThrow();
  }

  @Test
  void whatTheCurrentsGiveIsTypicalAndTheFiguresForABitWidenTheBand() {
    DramEnergy busy = DramEnergy.of(DramStandard.DDR4_2400, new DramCounts(10, 1000, 0, 1, 5000, 100));
    assertEquals(busy.byCurrents().orElseThrow().total(), busy.typical(), MICRO);
    assertEquals(1000 * 512 * 20e-6, busy.high(), MICRO);
    DramEnergy waiting = DramEnergy.of(DramStandard.DDR4_2400, new DramCounts(1, 1, 0, 100, 0, 936_000));
    assertEquals(waiting.typical(), waiting.high(), MICRO, "refresh and standby cost without any bit");
    assertEquals(512 * 10e-6, waiting.low(), MICRO);
  }

  @Test
  void aPseudoChannelDrawsHalfOfItsChannel() {
    DramEnergy read = DramEnergy.of(DramStandard.HBM2, new DramCounts(0, 1, 0, 0, 0, 0));
    assertEquals(1.2 * (390 - 55) / 2 * 2 / 1000 / 1000, read.byCurrents().orElseThrow().read(), MICRO);
    assertEquals(256 * 3.9e-6, read.high(), MICRO, "a bit moved, all included");
    assertEquals(read.typical(), read.low(), MICRO);
  }

  @Test
  void everyKindHasABand() {
    for (DramStandard standard : DramStandard.values()) {
      DramEnergy energy = DramEnergy.of(standard, new DramCounts(100, 1000, 500, 2, 9000, 300));
      assertTrue(0 < energy.low() && energy.low() <= energy.typical() && energy.typical() <= energy.high(), standard + ": " + energy);
    }
  }
}
