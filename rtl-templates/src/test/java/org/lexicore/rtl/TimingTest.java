package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** Is the 8 by 8 accelerator fast enough on 0.18 um cells? */
class TimingTest {
  private static final Path SCRIPT = Path.of("synthesis", "timing").toAbsolutePath();

  @TempDir Path folder;

  @Test
  @Tag("full")
  void noPathOfTheEightByEightAcceleratorExceeds5600Picoseconds() {
    Accelerator accelerator = Configurations.of("edge", 8, 8, Configurations.codebook(CodebookStore.Kind.ROM, 256, 8, 1, 1), 4, 128);
    RtlGenerator.generate(accelerator, Configurations.rom(accelerator), folder);
    String report = Tool.succeed(folder, List.of(SCRIPT.toString(), "rtl", "timing", "5.6"));
    Matcher longest = Pattern.compile("longest path +([0-9.]+) ns, in lexicore_").matcher(report);
    assertTrue(longest.find(), report);
    double nanoseconds = Double.parseDouble(longest.group(1));
    // Far less would mean that paths are missing.
    assertTrue(nanoseconds > 2 && nanoseconds <= 5.6, report);
    Matcher endpoints = Pattern.compile("endpoints +([0-9]+)").matcher(report);
    assertTrue(endpoints.find() && Integer.parseInt(endpoints.group(1)) > 20_000, report);
  }

  @Test
  void aPathCountsForTheModuleItEndsInAndFailsAboveTheLimit() throws IOException {
    Files.writeString(
        folder.resolve("lexicore_core.v"),
        """
        module lexicore_core (
            lexicore_array #(.ROWS(8)) array (
            lexicore_drain #(
                .LANES(4)
            ) drain (
        """);
    Files.writeString(
        folder.resolve("lexicore_drain.v"),
        """
        module lexicore_drain #(
                    lexicore_drain_lane drain_lane (
        """);
    Files.writeString(folder.resolve("memories.txt"), "drain.ram.memory_output[2]/Q (DFFPOSX1) array.sum_DFFPOSX1_Q/D (DFFPOSX1)    2.500\n");
    Files.writeString(
        folder.resolve("endpoints.txt"),
        """
        Startpoint                           Endpoint                                Slack
        ---------------------------------------------------------------------------------
        drain.x_DFFPOSX1_Q/Q (DFFPOSX1) drain.lanes[0].drain_lane.y[3]_DFFPOSX1_Q/D (DFFPOSX1)   -0.250
        s_axi_wdata[3] (input) array.columns[0].z_DFFPOSX1_Q/D (DFFPOSX1)    1.500
        drain.x_DFFPOSX1_Q/Q (DFFPOSX1) event_result (output)    3.000
        """);
    Tool.Result result =
        Tool.run(
            folder,
            List.of("awk", "-v", "limit=5", "-f", SCRIPT.resolveSibling("paths.awk").toString(), "lexicore_core.v", "lexicore_drain.v", "memories.txt", "endpoints.txt"));
    assertEquals(
        """
        endpoints        3
        longest path     5.25 ns, in lexicore_drain_lane (limit 5.00 ns)
          from           drain.x_DFFPOSX1_Q/Q
          to             drain.lanes[0].drain_lane.y[3]_DFFPOSX1_Q/D
        behind memories  2.50 ns
          from           drain.ram.memory_output[2]/Q
          to             array.sum_DFFPOSX1_Q/D

        longest that ends in             ns  from, to
        lexicore_drain_lane            5.25  drain.x_DFFPOSX1_Q/Q, drain.lanes[0].drain_lane.y[3]_DFFPOSX1_Q/D
        lexicore_array                 3.50  s_axi_wdata[3], array.columns[0].z_DFFPOSX1_Q/D
        lexicore_drain                 2.00  drain.x_DFFPOSX1_Q/Q, event_result
        """,
        result.text());
    assertEquals(1, result.status());
  }
}
