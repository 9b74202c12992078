package org.lexicore.reports.energy;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.reports.Band;

/**
 * Energy of DRAM, in µJ, as a band: the typical value is what the devices' currents give for the commands and the cycles between them, by
 * parts; published figures for a bit moved widen the band.
 */
public record DramEnergy(double low, double typical, double high, Parts byCurrents) {
  private static final double PICO_TO_MICRO = 1e-6;
  private static final double NANO_TO_MICRO = 1e-3;

  /** What an energy by currents is made of, in µJ. */
  public record Parts(double activate, double read, double write, double refresh, double background) {
    /** All of it. */
    public double total() {
      return moving() + waiting();
    }

    private double moving() {
      return activate + read + write;
    }

    private double waiting() {
      return refresh + background;
    }
  }

  /** An ideal memory is no device: it stands for LPDDR4 or DDR4. */
  private static final Band IDEAL = new Band(8, 13, 20);

  /** Of what the devices of {@code standard} did. */
  public static DramEnergy of(DramStandard standard, DramCounts counts) {
    Parts parts = parts(standard, counts);
    Band perBit = perBit(standard);
    double bits = (double) (counts.reads() + counts.writes()) * standard.organisation().accessBytes() * Byte.SIZE * PICO_TO_MICRO;
    double typical = parts.total();
    return new DramEnergy(Math.min(perBit.low() * bits, typical), typical, Math.max(perBit.high() * bits, typical), parts);
  }

  /** pJ per bit moved on an ideal memory's bus, all included. */
  static Band ofIdealBit() {
    return IDEAL;
  }

  /**
   * What a part of the run takes, in pJ, of which only these shares are known: so that the parts of a run add up to it.
   *
   * @param ofBytes the part's share of the bytes, by which rows and bursts are shared
   * @param ofCycles its share of the cycles, by which refreshes and standby are
   */
  Band picojoules(double ofBytes, double ofCycles) {
    double share = typical == 0 ? 0 : (ofBytes * byCurrents.moving() + ofCycles * byCurrents.waiting()) / typical;
    return new Band(low, typical, high).times(share / PICO_TO_MICRO);
  }

  /**
   * Surveys and accelergy's CACTI plug-in: DDR4 15 ± 5; LPDDR4 8, others 13 to 14; HBM2 3.9, one source only. For LPDDR5 no
   * figure was found: LPDDR4's stand for it.
   */
  private static Band perBit(DramStandard standard) {
    return switch (standard) {
      case DDR4_2400, DDR4_3200 -> new Band(10, 15, 20);
      case LPDDR4_3200, LPDDR5_6400 -> new Band(8, 13, 14);
      case HBM2 -> Band.exactly(3.9);
    };
  }

  private static Parts parts(DramStandard standard, DramCounts counts) {
    DramEvents of = DramEvents.of(standard);
    double cycleUs = 1.0 / standard.timing().clockMhz();
    return new Parts(
        of.activatePj() * PICO_TO_MICRO * counts.activates(),
        of.readPj() * PICO_TO_MICRO * counts.reads(),
        of.writePj() * PICO_TO_MICRO * counts.writes(),
        of.refreshPj() * PICO_TO_MICRO * counts.refreshes(),
        // mW · µs are nJ.
        cycleUs * NANO_TO_MICRO * (of.activeMw() * counts.activeCycles() + of.idleMw() * counts.idleCycles()));
  }
}
