package org.lexicore.reports.area;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.lexicore.reports.Band;
import org.lexicore.reports.ByNode;

/**
 * A memory made by a foundry's compiler: its bit cells, and the share of a macro that they fill.
 *
 * @param um2PerBit of the whole macro
 * @param source where the figures are from
 */
public record MemoryMacro(Band um2PerBit, String source) {
  /**
   * 6T cells in µm²: 22 nm and below from foundries' announcements; 65 to 28 nm likewise, but unverified; 180 nm from Intel's (5.59),
   * unverified.
   */
  private static final ByNode SRAM_CELL = ByNode.of(Map.ofEntries(
      Map.entry(180, 5.59), Map.entry(65, 0.525), Map.entry(45, 0.30), Map.entry(40, 0.242), Map.entry(28, 0.127), Map.entry(22, 0.092),
      Map.entry(16, 0.074), Map.entry(14, 0.064), Map.entry(10, 0.042), Map.entry(7, 0.027), Map.entry(5, 0.021)));

  /**
   * What a macro has beside its cells, as macro / cells: 1.25 in Intel's 18A (0.021 µm² cells, 38.1 Mbit/mm², ISSCC
   * 2025); 2.61 in Yin's 65 nm ROM (0.096 µm² cells, 3,984 kbit/mm², JSSC 2024); 6.68 for 8 KB of 512 bits per word at
   * 28 nm (0.0556 mm²) by CACTI, the median of five between 4.9 and 11.
   */
  private static final Band MACRO_TO_CELLS = new Band(1.25, 2.61, 6.68);

  /**
   * A ROM's cell to a 6T cell: Yin's one-transistor cell of two bits (0.096 to 0.525 µm² at 65 nm); the same transistor with one bit; no
   * smaller than SRAM, which some sources imply.
   */
  private static final Band ROM_TO_SRAM_CELL = new Band(0.096 / 0.525, 2 * 0.096 / 0.525, 1);

  private static final String MACRO_SOURCE = "macro/cells 1.25 (Intel 18A, ISSCC 2025), 2.61 (Yin, JSSC 2024), 6.68 (CACTI)";

  /** SRAM at {@code node} nm; {@code stated} is the foundry's own µm² per bit, periphery included. */
  public static MemoryMacro sram(int node, OptionalDouble stated) {
    return stated.isPresent()
        ? new MemoryMacro(Band.exactly(stated.getAsDouble()), "technology.sram_bit_um2")
        : new MemoryMacro(MACRO_TO_CELLS.times(SRAM_CELL.at(node)),
            String.format(Locale.ROOT, "6T cell %.3g um2, %s; %s", SRAM_CELL.at(node), SRAM_CELL.manner(node), MACRO_SOURCE));
  }

  /** Mask ROM at {@code node} nm; {@code stated} as for SRAM. */
  public static MemoryMacro rom(int node, OptionalDouble stated) {
    return stated.isPresent()
        ? new MemoryMacro(Band.exactly(stated.getAsDouble()), "technology.rom_bit_um2")
        : new MemoryMacro(MACRO_TO_CELLS.times(ROM_TO_SRAM_CELL).times(SRAM_CELL.at(node)),
            String.format(Locale.ROOT, "ROM cell 0.18 (two bits), 0.37 (one bit), 1.0 times the 6T cell of %.3g um2, %s; %s",
                SRAM_CELL.at(node), SRAM_CELL.manner(node), MACRO_SOURCE));
  }

  /** µm² of {@code bits}. */
  public Band of(long bits) {
    return um2PerBit.times(bits);
  }
}
