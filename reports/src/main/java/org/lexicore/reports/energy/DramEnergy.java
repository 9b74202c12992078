package org.lexicore.reports.energy;

import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.DramTiming;
import org.lexicore.reports.Band;

/**
 * Energy of DRAM, in µJ, as a band: where a data sheet's currents are known, the typical value is what the commands and the cycles between
 * them draw, by parts, and published figures for a bit moved widen the band; else these are all.
 *
 * @param byCurrents from the data sheet's currents, which are the largest that a device may draw
 */
public record DramEnergy(double low, double typical, double high, Optional<Parts> byCurrents) {
  private static final double PICO_TO_MICRO = 1e-6;
  private static final int BITS = 8;

  /** What an energy by currents is made of, in µJ. */
  public record Parts(double activate, double read, double write, double refresh, double background) {
    /** All of it. */
    public double total() {
      return activate + read + write + refresh + background;
    }
  }

  /** An ideal memory is no device: it stands for LPDDR4 or DDR4. */
  private static final Band IDEAL = new Band(8, 13, 20);

  /** Supply in V and currents of one device in mA, called as in JESD79-4. */
  private record Currents(double vdd, double idd0, double idd2n, double idd3n, double idd4r, double idd4w, double idd5) {
    Currents half() {
      return new Currents(vdd, idd0 / 2, idd2n / 2, idd3n / 2, idd4r / 2, idd4w / 2, idd5 / 2);
    }
  }

  /** Of what the devices of {@code standard} did. */
  public static DramEnergy of(DramStandard standard, DramCounts counts) {
    Band perBit = perBit(standard);
    double bits = (double) (counts.reads() + counts.writes()) * standard.organisation().accessBytes() * BITS * PICO_TO_MICRO;
    Optional<Parts> parts = currents(standard).map(currents -> parts(standard, currents, counts));
    double typical = parts.map(Parts::total).orElse(perBit.typical() * bits);
    return new DramEnergy(Math.min(perBit.low() * bits, typical), typical, Math.max(perBit.high() * bits, typical), parts);
  }

  /** pJ a bit moved, all included. */
  static Band ofBit(Accelerator.Dram dram) {
    return switch (dram) {
      case Accelerator.Dram.Ideal ideal -> IDEAL;
      case Accelerator.Dram.Timed timed -> perBit(timed.standard());
    };
  }

  /** The same in pJ, without the parts. */
  Band picojoules() {
    return new Band(low, typical, high).times(1 / PICO_TO_MICRO);
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

  /**
   * Micron's 8 Gb ×8 devices of the speed grade (MT40A1G8), as DRAMsim3's configurations DDR4_8Gb_x8_2400 and _3200 quote them; its
   * HBM2_4Gb_x128 has a channel of 128 bits, of which a pseudo channel is taken to draw half.
   */
  private static Optional<Currents> currents(DramStandard standard) {
    return switch (standard) {
      case DDR4_2400 -> Optional.of(new Currents(1.2, 48, 34, 43, 135, 123, 250));
      case DDR4_3200 -> Optional.of(new Currents(1.2, 57, 37, 52, 168, 150, 250));
      case HBM2 -> Optional.of(new Currents(1.2, 65, 40, 55, 390, 500, 250).half());
      case LPDDR4_3200, LPDDR5_6400 -> Optional.empty();
    };
  }

  /**
   * The method of Micron's technical note TN-40-07: what each command draws above the standby current while it runs, and that
   * current.
   */
  private static Parts parts(DramStandard standard, Currents c, DramCounts counts) {
    DramTiming t = standard.timing();
    // mA · V · µs are nJ; a thousandth of that is a µJ.
    double cycle = c.vdd * standard.organisation().devices() / t.clockMhz() / 1000;
    double row = c.idd0 * (t.rowActive() + t.prechargeOne()) - c.idd3n * t.rowActive() - c.idd2n * t.prechargeOne();
    return new Parts(
        cycle * row * counts.activates(),
        cycle * (c.idd4r - c.idd3n) * t.burst() * counts.reads(),
        cycle * (c.idd4w - c.idd3n) * t.burst() * counts.writes(),
        cycle * (c.idd5 - c.idd2n) * t.refresh() * counts.refreshes(),
        cycle * (c.idd3n * counts.activeCycles() + c.idd2n * counts.idleCycles()));
  }
}
