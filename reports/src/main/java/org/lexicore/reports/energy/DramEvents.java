package org.lexicore.reports.energy;

import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.DramTiming;

/**
 * What one channel of DRAM, a rank of it, takes for each thing that it does, by the currents of its devices: {@code docs/dram.md} says how
 * good they are.
 *
 * @param activatePj a row opened and closed again, above standby
 * @param readPj an access read, above standby with a row open
 * @param writePj an access written, the same
 * @param refreshPj an all-bank refresh, above standby with all banks closed
 * @param activeMw standby with a row open
 * @param idleMw standby with all banks closed
 */
record DramEvents(double activatePj, double readPj, double writePj, double refreshPj, double activeMw, double idleMw) {
  /** Supply in V and currents in mA, called as in JESD79-4: of one device, or a channel. */
  private record Rail(double volts, double idd0, double idd2n, double idd3n, double idd4r, double idd4w, double idd5) {
    Rail times(int devices) {
      return new Rail(volts, devices * idd0, devices * idd2n, devices * idd3n, devices * idd4r, devices * idd4w, devices * idd5);
    }
  }

  /** How long, in ns, what the currents were stated for takes: a row stays open and is closed, a burst, a refresh. */
  private record Loop(double active, double precharge, double burst, double refresh) {
    static Loop of(DramStandard standard) {
      DramTiming t = standard.timing();
      double cycle = 1000.0 / t.clockMhz();
      return new Loop(cycle * t.rowActive(), cycle * t.prechargeOne(), cycle * t.burst(), cycle * t.refresh());
    }

    /** With bursts of another rate; the others are times of the cells. */
    Loop withBurst(double ns) {
      return new Loop(active, precharge, ns, refresh);
    }
  }

  static DramEvents of(DramStandard standard) {
    Loop loop = Loop.of(standard);
    int devices = standard.organisation().devices();
    return switch (standard) {
      // Micron's 8 Gb ×8 devices of the speed grade (MT40A1G8), as DRAMsim3's DDR4_8Gb_x8_2400 and _3200 quote them.
      case DDR4_2400 -> by(loop, new Rail(1.2, 48, 34, 43, 135, 123, 250).times(devices));
      case DDR4_3200 -> by(loop, new Rail(1.2, 57, 37, 52, 168, 150, 250).times(devices));
      // A 16-bit channel of Micron's 6 Gb LPDDR4-3200, as DRAMPower 5's MICRON_6Gb_LPDDR4-3200_32bit_A quotes it: VDD1, VDD2, VDDQ.
      case LPDDR4_3200 -> by(loop,
          new Rail(1.8, 3.5, 2, 2.25, 2.25, 2.25, 10),
          new Rail(1.1, 45, 27, 30, 275, 210, 90),
          new Rail(1.1, 0.75, 0.75, 0.75, 150, 55, 0.75));
      // A 16-bit die of Micron's 16 Gb LPDDR5X (Y52P) at 7500 Mb/s: VDD1, VDD2H, VDDQ. What VDD1 draws in a refresh was not found: none.
      case LPDDR5_6400 -> by(loop.withBurst(burstNs(standard, 7500, 16)),
          new Rail(1.8, 3.8, 1.5, 2.8, 18, 16.5, 1.5),
          new Rail(1.05, 53, 32.5, 40, 390, 265, 205),
          new Rail(0.5, 0.6, 0.6, 0.6, 111.9, 0.6, 0.6));
      case HBM2 -> measuredHbm2(standard);
    };
  }

  /**
   * A pseudo channel of 4 Gb on the average of 36 stacks at 1200 Mb/s a pin, as CMU-SAFARI's HBM-Power has them (config/HBM2_1200MTs), with
   * random data, which take 5.1486 / 3.1798 times what constant data do. At another rate as that study moves them: the standby current follows the
   * rate; what activates and refreshes draw above it grows on straight lines, by 1.886 and 1.541 times at 6400 Mb/s. A bit of a burst takes the same.
   */
  private static DramEvents measuredHbm2(DramStandard standard) {
    int measured = 1200;
    double random = 5.1486 / 3.1798;
    double open = 12.394;
    double closed = 11.756;
    Rail rail = new Rail(1.2, 28.544, closed, open, open + random * (202.769 - open), open + random * (137.406 - open), 66.331);
    double cycle = 2000.0 / measured;
    DramEvents there = by(new Loop(20 * cycle, 9 * cycle, burstNs(standard, measured, 64), 210 * cycle), rail);
    double megabits = standard.peakMegabytes(1) * Byte.SIZE / 64;
    double way = (megabits - measured) / (6400 - measured);
    double standby = 1.2 * closed * megabits / measured;
    // All banks open: 14.281 mA.
    return new DramEvents((1 + 0.886 * way) * there.activatePj, there.readPj, there.writePj, (1 + 0.541 * way) * there.refreshPj,
        standby + 1.2 * (14.281 - closed), standby);
  }

  /** ns that an access of {@code standard} takes on {@code pins} at {@code megabits} a second each. */
  private static double burstNs(DramStandard standard, int megabits, int pins) {
    return 1000.0 * Byte.SIZE * standard.organisation().accessBytes() / ((double) megabits * pins);
  }

  /**
   * The method of Micron's technical note TN-40-07: what each command draws above the standby current while it runs, and that
   * current. mA · V · ns are pJ.
   */
  private static DramEvents by(Loop loop, Rail... rails) {
    DramEvents all = new DramEvents(0, 0, 0, 0, 0, 0);
    for (Rail r : rails) {
      all = all.plus(new DramEvents(
          r.volts * (r.idd0 * (loop.active + loop.precharge) - r.idd3n * loop.active - r.idd2n * loop.precharge),
          r.volts * (r.idd4r - r.idd3n) * loop.burst,
          r.volts * (r.idd4w - r.idd3n) * loop.burst,
          r.volts * (r.idd5 - r.idd2n) * loop.refresh,
          r.volts * r.idd3n,
          r.volts * r.idd2n));
    }
    return all;
  }

  private DramEvents plus(DramEvents other) {
    return new DramEvents(
        activatePj + other.activatePj, readPj + other.readPj, writePj + other.writePj, refreshPj + other.refreshPj,
        activeMw + other.activeMw, idleMw + other.idleMw);
  }
}
