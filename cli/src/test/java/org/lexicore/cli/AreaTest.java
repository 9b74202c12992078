package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.area.AreaModel;
import org.lexicore.rtl.HardwareCount;

/** Does {@code lexicore area} say what an accelerator takes, where each figure is from, and what is not in it? */
class AreaTest {
  @TempDir Path folder;

  @Test
  void everyFigureHasItsSourceAndTheModelItsError() {
    CommandLineRun run = CommandLineRun.of("area", "-a", CommandLineRun.EDGE);
    assertEquals(0, run.status(), run.err());
    for (String said : List.of("edge-8 at 28 nm, codebook: logic ROM", "Stillmaker & Baas 2017, interpolated between 20 and 32 nm",
        "6T cell 0.127 um2, as published for 28 nm", "error of the logic model: ", "no utilisation of rows, no wires", "mask ROM  ",
        "served by")) {
      assertTrue(run.out().contains(said), said + " not in:\n" + run.out());
    }
  }

  @Test
  void aClockThatNoCellsReachIsFlagged() throws Exception {
    CommandLineRun run = CommandLineRun.of("area", "-a", CommandLineRun.EDGE);
    String said = "(?s).*longest path [0-9.]+ ns in 0.18 um cells, by a model that is off by [0-9.]+ % on average and .* accelerators held out.*"
        + "clock_mhz 150 is [0-9]+ % of the [0-9.]+ MHz that 0.18 um cells reach.*";
    assertTrue(run.out().matches(said), run.out());
    CommandLineRun fast = CommandLineRun.of("area", "-a", CommandLineRun.EDGE, "--set", "clock_mhz=9000");
    assertTrue(fast.out().contains("WARNING: clock_mhz 9000 is above the "), fast.out());
    CommandLineRun json = CommandLineRun.of("area", "-a", CommandLineRun.EDGE, "--set", "clock_mhz=9000", "--json");
    assertEquals("above", new ObjectMapper().readTree(json.out()).at("/clock/verdict").asText());
  }

  @Test
  void withoutACodebookThereIsNoneToCompare() {
    CommandLineRun run = CommandLineRun.of("area", "-a", CommandLineRun.EDGE, "--set", "codebook.place=none");
    assertTrue(run.out().contains("codebook: none") && !run.out().contains("served by"), run.out());
  }

  @Test
  void jsonHoldsPartsAndForms() throws Exception {
    CommandLineRun run = CommandLineRun.of("area", "-a", CommandLineRun.EDGE, "--codebook", "mask-rom", "--json");
    JsonNode tree = new ObjectMapper().readTree(run.out());
    assertEquals("MASK_ROM", tree.at("/estimate/codebook").asText());
    assertEquals(9, tree.at("/estimate/parts").size());
    assertTrue(tree.at("/codebooks/SRAM/memory/typical").asDouble() > tree.at("/codebooks/MASK_ROM/memory/typical").asDouble());
    assertTrue(tree.at("/estimate/logic_error/max").asDouble() <= 0.10);
  }

  @Test
  void macrosHoldTheBitsThatTheVerilogHas() {
    for (String name : List.of("edge-8", "edge-16", "big-16", "big-32")) {
      Accelerator a = AcceleratorYaml.read(CommandLineRun.EXAMPLES.resolve("accelerators/" + name + ".yaml"), List.of(
          "technology.sram_bit_um2=1", "technology.rom_bit_um2=1"));
      HardwareCount count = HardwareCount.of(a);
      long queues = (28L << 3) + ((32L + 35 + 1) << 2);
      double rom = count.romBits() > 64 * 4096 ? count.romBits() : 0;
      // Small queues are flip-flops.
      assertEquals(count.ramBits() - queues + rom, AreaModel.calibrated().of(a).memory().typical(), 1e-6, name);
    }
  }

  @Test
  void missingToolsAreNamedWithTheirPackages() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    ProcessBuilder builder = new ProcessBuilder(
        java, "-cp", System.getProperty("java.class.path"), Lexicore.class.getName(), "area", "-a", CommandLineRun.EDGE, "--synthesise",
        "-o", folder.resolve("out").toString());
    builder.environment().put("PATH", folder.toString());
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor(), text);
    assertTrue(text.contains("error: yosys, sta, nextpnr-ice40 not found on the PATH; install them, for example with: apt-get install yosys opensta"), text);
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  @Tag("full")
  void aSynthesisedCodebookIsComparedWithTheModel() {
    CommandLineRun run = CommandLineRun.of("area", "-a", CommandLineRun.EDGE, "--set", "codebook.entries=16", "--synthesise", "--flow", "rom",
        "-o", folder.resolve("out").toString());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("codebook as logic, one port: 16 x 8 bytes, "), run.out());
    assertTrue(run.err().contains("the ROM is filled with codewords from seed 1"), run.err());
    assertTrue(Files.exists(folder.resolve("out/rom/map.log")));
  }
}
