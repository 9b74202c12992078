package org.lexicore.rtl.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Is what Yosys and the Liberty file print read as it is meant? */
class CellCountsTest {
  private static final String STAT =
      """

      76. Printing statistics.

      === $paramod\\lexicore_column\\ROWS=s32'00000000000000000000000000000100 ===

         Number of wires:                 20
         Number of memory bits:            0
         Number of cells:                 10
           NAND2X1                         6
           lexicore_processing_element      4

      === lexicore ===

         Number of cells:                  3
           $paramod\\lexicore_column\\ROWS=s32'00000000000000000000000000000100      3

      === lexicore_processing_element ===

         Number of cells:                  3
           DFFPOSX1                        2
           OAI21X1                         1

      === design hierarchy ===

         lexicore                          1
           $paramod\\lexicore_column\\ROWS=s32'00000000000000000000000000000100      3
             lexicore_processing_element      4

         Number of cells:                 54
           DFFPOSX1                       24
      """;

  private static final String COLUMN = "$paramod\\lexicore_column\\ROWS=s32'00000000000000000000000000000100";

  @Test
  void theSummaryOfTheHierarchyBelongsToNoModule() {
    CellCounts counts = CellCounts.parse(STAT);
    assertEquals(List.of(COLUMN, "lexicore", "lexicore_processing_element"), List.copyOf(counts.modules().keySet()));
    assertEquals(Map.of("DFFPOSX1", 2, "OAI21X1", 1), counts.modules().get("lexicore_processing_element"));
    assertEquals(Map.of(COLUMN, 3), counts.modules().get("lexicore"));
  }

  @Test
  void instancesMultiplyDownTheHierarchy() {
    assertEquals(Map.of("lexicore", 1, COLUMN, 3, "lexicore_processing_element", 12), CellCounts.parse(STAT).instances("lexicore"));
  }

  @Test
  void aModuleIsKnownByItsNameInTheVerilog() {
    assertEquals("lexicore_column", CellCounts.plainName(COLUMN));
    assertEquals("lexicore_queue", CellCounts.plainName("$paramod$13a4d14c46b850c59b99537e134a874b84f3239c\\lexicore_queue"));
    assertEquals("lexicore", CellCounts.plainName("lexicore"));
  }

  @Test
  void areasThatTheDrawingContradictsAreCorrected() {
    Map<String, Double> areas =
        Osu018.areas(
            """
            cell (NAND2X1) {
              area : 24;
            }
            cell (OAI21X1) { area : 23; }
            cell(LATCH) {
              area : 0;
            }
            """);
    assertEquals(Map.of("NAND2X1", 24.0, "OAI21X1", 32.0, "LATCH", 56.0), areas);
  }

  @Test
  void theLibraryHasTheCellsThatTheModelsCountWith() {
    Osu018 library = Osu018.read();
    assertEquals(96, library.areas().get("DFFPOSX1"));
    assertEquals(48, library.areas().get("MUX2X1"));
    assertEquals(24, library.areas().get("NAND2X1"));
    assertEquals(96 * 2 + 32, library.area(Map.of("DFFPOSX1", 2, "OAI21X1", 1, "lexicore_delay", 7)));
  }

  @Test
  void anFpgasCellsAreSortedByKind() {
    Map<String, Integer> xilinx = Map.of("LUT2", 3, "LUT6", 4, "CARRY4", 2, "FDRE", 5, "FDSE", 1, "DSP48E1", 6, "RAMB18E1", 7, "RAMB36E1", 1, "MUXF7", 9);
    assertEquals(new FpgaUse("x", 7, 6, 6, 8), FpgaFamily.XILINX.use("x", xilinx));
    assertEquals(new FpgaUse("x", 9, 2, 3, 4), FpgaFamily.ECP5.use("x", Map.of("LUT4", 5, "CCU2C", 2, "TRELLIS_FF", 2, "MULT18X18D", 3, "DP16KD", 4)));
    assertEquals(new FpgaUse("x", 5, 6, 0, 2), FpgaFamily.ICE40.use("x", Map.of("SB_LUT4", 5, "SB_CARRY", 2, "SB_DFF", 4, "SB_DFFESR", 2, "SB_RAM40_4K", 2)));
  }

  @Test
  void theFrequencyAfterRoutingIsTheOneThatCounts() {
    PlacedArray placed = PlacedArray.of(
        """
        Info: \t         ICESTORM_LC:  3976/ 7680    51%
        Info: Max frequency for clock 'clock$SB_IO_IN_$glb_clk': 104.20 MHz (PASS at 100.00 MHz)
        ERROR: Max frequency for clock 'clock$SB_IO_IN_$glb_clk': 97.84 MHz (FAIL at 100.00 MHz)
        """);
    assertEquals(new PlacedArray(3976, 7680, 97.84), placed);
  }
}
