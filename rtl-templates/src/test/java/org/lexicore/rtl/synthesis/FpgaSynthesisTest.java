package org.lexicore.rtl.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.rtl.Configurations;
import org.lexicore.rtl.HardwareCount;

/** Does each FPGA flow count an accelerator's cells by module, and does nextpnr place a part of it? */
@Tag("full")
class FpgaSynthesisTest {
  @TempDir Path folder;

  private static Accelerator tiny() {
    return Configurations.of("tiny", 4, 4, Configurations.codebook(CodebookStore.Kind.ROM, 16, 4, 1, 1), 1, 32);
  }

  @ParameterizedTest
  @EnumSource(FpgaFamily.class)
  void everyFamilyTakesTheFlipFlopsThatTheParametersSay(FpgaFamily family) {
    List<FpgaUse> uses = FpgaSynthesis.run(tiny(), Configurations.rom(tiny()), family, folder);
    FpgaUse all = uses.stream().reduce(new FpgaUse("all", 0, 0, 0, 0), FpgaUse::plus);
    int counted = HardwareCount.of(tiny()).allFlipFlops();
    // A family may move some into memories or multipliers, and adds those of queues and of the ROM's output.
    assertTrue(all.flipFlops() > 0.7 * counted && all.flipFlops() < 1.3 * counted, all + " of " + counted);
    assertTrue(all.luts() > 5000 && all.blockRams() > 5, all.toString());
    FpgaUse queue = uses.stream().filter(use -> use.module().equals("lexicore_queue")).findFirst().orElseThrow();
    assertEquals(HardwareCount.of(tiny()).flipFlops().get("lexicore_queue"), queue.flipFlops());
  }

  @Test
  void aSmallArrayIsPlaced() {
    PlacedArray placed = PlacedArray.run(tiny(), Configurations.rom(tiny()), folder);
    assertEquals(7680, placed.cellsOfDevice());
    assertTrue(placed.logicCells() > 2000 && placed.logicCells() < 7680, placed.toString());
    assertTrue(placed.fmaxMhz() > 50 && placed.fmaxMhz() < 300, placed.toString());
  }
}
