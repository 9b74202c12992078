package org.lexicore.reports.energy;

import org.lexicore.reports.Band;
import org.lexicore.reports.NodeScaling;

/**
 * Energy of an access to an on-chip memory, in pJ per bit, by its capacity.
 *
 * <p>Typical: a power law through CACTI's macros of 128 B, 4 KB and 8 KB at 28 nm (0.0092, 0.033, 0.035 pJ per bit
 * read; as tabulated with Accelergy's CACTI plug-in), which it meets within 11 %. It is used beyond 8 KB too, where it
 * has no point. High: Horowitz, ISSCC 2014, 10 pJ for 64 bits of 8 KB at 45 nm, which CACTI's law undercuts by that
 * much. Writes: CACTI's macros of both nodes need 1.2 to 2.2 times the energy of a read.
 */
final class MemoryEnergy {
  private static final int NODE = 28;
  private static final double BYTES = 128;
  private static final double PJ_A_BIT = 0.0092;
  private static final double EXPONENT = 0.345;
  private static final double FIT_ERROR = 0.11;

  private static final double HOROWITZ_PJ_A_BIT = 10.0 / 64;
  private static final int HOROWITZ_NODE = 45;
  private static final double HOROWITZ_BYTES = 8192;

  private static final Band WRITE_OVER_READ = new Band(1.2, 1.4, 2.2);

  /**
   * Bits that a ROM stores in the area of an SRAM's bit: at least as many (a source implies that a plain ROM is not denser), at most 5.5 times as many
   * (65 nm: a 6T cell of 0.525 µm² beside a multi-level ROM cell of 0.096 µm², Yin, JSSC 2024).
   */
  private static final double DENSEST_ROM = 0.525 / 0.096;

  private final int node;

  MemoryEnergy(int node) {
    this.node = node;
  }

  /** Of reading a bit of an SRAM of {@code bytes}. */
  Band read(double bytes) {
    double typical = law(bytes) * NodeScaling.energy(NODE, node);
    double horowitz = HOROWITZ_PJ_A_BIT * NodeScaling.energy(HOROWITZ_NODE, NODE) / law(HOROWITZ_BYTES);
    return new Band(typical * (1 - FIT_ERROR), typical, typical * horowitz);
  }

  /** Of writing a bit of an SRAM of {@code bytes}. */
  Band write(double bytes) {
    return read(bytes).times(WRITE_OVER_READ);
  }

  /**
   * Of reading a bit of a ROM of {@code bytes}. No published figure is known here: it is taken as that of an SRAM of the same area, whose lines are
   * as long.
   */
  Band readRom(double bytes) {
    Band dense = read(bytes / DENSEST_ROM);
    Band plain = read(bytes);
    return new Band(dense.low(), Math.sqrt(dense.typical() * plain.typical()), plain.high());
  }

  private static double law(double bytes) {
    return PJ_A_BIT * Math.pow(bytes / BYTES, EXPONENT);
  }
}
