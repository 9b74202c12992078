package org.lexicore.rtl.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.rtl.Configurations;
import org.lexicore.rtl.HardwareCount;

/** Does the smallest accelerator come out of Yosys and OpenSTA with the flip-flops that its parameters say, and with every path? */
class AsicSynthesisTest {
  @TempDir Path folder;

  private static Accelerator tiny() {
    return Configurations.of("tiny", 4, 4, Configurations.codebook(CodebookStore.Kind.ROM, 16, 4, 1, 1), 1, 32);
  }

  @Test
  @Tag("full")
  void theSmallestAcceleratorHasTheFlipFlopsThatItsParametersSay() {
    Accelerator a = tiny();
    AsicResult result = new AsicSynthesis(Osu018.read(), folder.resolve("modules")).run(a, Configurations.rom(a), folder);
    Map<String, ModuleArea> modules = result.modules().stream().collect(Collectors.toMap(ModuleArea::module, Function.identity()));
    HardwareCount.of(a).flipFlops().forEach((module, counted) -> {
      int mapped = modules.get(module).flipFlops();
      // Yosys merges some that are equal, and drops some that are constant.
      assertTrue(mapped <= counted && mapped >= 0.9 * counted - 1, module + ": " + mapped + " of " + counted);
    });
    assertEquals(16, modules.get("lexicore_processing_element").instances());
    assertEquals(32, modules.get("lexicore_rom").flipFlops());
    assertTrue(result.um2() > 2e6 && result.um2() < 6e6, "um2 " + result.um2());

    StaticTiming timing = result.timing();
    assertTrue(timing.endpoints() > 10_000, "endpoints " + timing.endpoints());
    assertTrue(timing.longestNs() > 2 && timing.longestNs() < 10, "ns " + timing.longestNs());
    List<String> measured = timing.longest().stream().map(StaticTiming.LongestPath::module).toList();
    assertTrue(measured.containsAll(List.of("lexicore_processing_element", "lexicore_queue", "lexicore_requantiser")), measured.toString());
  }

  @Test
  void aModuleHasTheSameTextInEveryDesignThatHasIt() {
    Map<String, String> small = elaborated(tiny(), "small").texts();
    Map<String, String> other = elaborated(Configurations.of("other", 8, 4, Configurations.codebook(CodebookStore.Kind.SRAM, 16, 8, 2, 1), 2, 64), "other").texts();
    for (String module : List.of("\\lexicore_processing_element", "\\lexicore_pass_sequencer", "\\lexicore_tokens")) {
      assertEquals(small.get(module), other.get(module), module);
    }
    assertFalse(small.get("\\lexicore_processing_element").contains(ElaboratedModules.PRIVATE));
  }

  private ElaboratedModules elaborated(Accelerator a, String name) {
    Path place = folder.resolve(name);
    SynthesisSources.write(a, Configurations.rom(a), place);
    return new AsicSynthesis(Osu018.read(), folder.resolve("modules")).elaborate(place);
  }

  @Test
  void aModuleAloneHasTheBordersOfWhatStandsInIt() {
    ElaboratedModules modules = ElaboratedModules.parse(
        """
        module \\AND2X1
        end
        module \\lexicore_inner
          attribute \\keep 1
          wire width 2 input 1 \\a
          wire output 2 \\y
          wire \\lexicore_private_7
          cell $not \\lexicore_private_8
            connect \\A \\lexicore_private_7
          end
        end
        module \\lexicore_outer
          wire input 1 \\a
          cell \\lexicore_inner \\inner
          end
          cell \\AND2X1 \\gate
          end
        end
        """);
    assertEquals(List.of("\\lexicore_inner", "\\lexicore_outer"), List.copyOf(modules.texts().keySet()));
    assertTrue(modules.texts().get("\\lexicore_inner").contains("cell $not $n8\n    connect \\A $n7\n"), modules.texts().toString());
    assertTrue(modules.alone("\\lexicore_outer").startsWith(
        "attribute \\blackbox 1\nattribute \\keep 1\nmodule \\lexicore_inner\n  wire width 2 input 1 \\a\n  wire output 2 \\y\nend\nmodule \\lexicore_outer\n"),
        modules.alone("\\lexicore_outer"));
  }

  @Test
  void aMemoryImageBecomesTheBorderOfAMacroAndATableStaysLogic() {
    String table = "module lexicore_rom (\n    input wire [3:0] address,\n    output reg [31:0] data\n);\n  // case\nendmodule\n";
    assertEquals(table, SynthesisSources.romBorder(table));
    String border = SynthesisSources.romBorder(table.replace("// case", "initial $readmemh(\"x\", memory);"));
    assertTrue(border.contains("memory_input [4:0]"), border);
    assertTrue(border.contains("memory_output [31:0]"), border);
    assertFalse(border.contains("readmemh"), border);
  }

  @Test
  void aTableOfOneWordRepeatedIsMuchSmallerThanARandomOne() {
    Accelerator a = tiny();
    byte[] random = Configurations.rom(a);
    byte[] same = new byte[random.length];
    Arrays.fill(same, (byte) 5);
    RomArea varied = new RomSynthesis(Osu018.read(), folder.resolve("random")).run(a, random);
    RomArea constant = new RomSynthesis(Osu018.read(), folder.resolve("same")).run(a, same);
    assertTrue(constant.um2() < 0.5 * varied.um2(), constant + " " + varied);
    assertEquals(OptionalDouble.empty(), varied.heldOutError());
  }

  @Test
  void theErrorOfSlicesIsThatOnTheWorstOneHeldOut() {
    RomArea slices = new RomArea(65536, 8, 1e6, List.of(90.0, 110.0), List.of(100.0, 80.0));
    assertEquals(0.25, slices.heldOutError().getAsDouble(), 1e-9);
  }
}
