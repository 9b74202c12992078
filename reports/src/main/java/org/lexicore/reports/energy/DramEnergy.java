package org.lexicore.reports.energy;

/**
 * Energy of DRAM traffic, in pJ a bit, device and interface: the spread of published figures (surveys, and those in Accelergy's CACTI plug-in).
 * An ideal memory is no device: it stands for LPDDR4 or DDR4.
 */
final class DramEnergy {
  private static final Band LPDDR4 = new Band(8, 13, 14);
  private static final Band DDR4 = new Band(10, 15, 20);
  private static final Band HBM2 = Band.of(3.9);
  private static final Band ANY = new Band(LPDDR4.low(), LPDDR4.typical(), DDR4.high());

  private DramEnergy() {}

  /** By {@code kind}, as {@code accelerator.yaml} names it. */
  static Band ofBit(String kind) {
    if (kind.startsWith("lpddr4")) {
      return LPDDR4;
    }
    if (kind.startsWith("ddr4")) {
      return DDR4;
    }
    return kind.startsWith("hbm2") ? HBM2 : ANY;
  }
}
