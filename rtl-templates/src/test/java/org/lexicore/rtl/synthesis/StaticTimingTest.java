package org.lexicore.rtl.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.rtl.synthesis.StaticTiming.LongestPath;

/** Does a path count for the module that it ends in, and does the longest decide about the clock? */
class StaticTimingTest {
  @TempDir Path rtl;

  @BeforeEach
  void writeVerilog() throws Exception {
    Files.writeString(rtl.resolve("lexicore.v"), "module lexicore #(\n) (\n    lexicore_core #(.X(1)) core (\n        .aclk   (aclk),\n");
    Files.writeString(
        rtl.resolve("lexicore_core.v"),
        """
        module lexicore_core (
            lexicore_array #(.ROWS(8)) array (
            lexicore_drain #(
                .LANES(4)
            ) drain (
        """);
    Files.writeString(rtl.resolve("lexicore_drain.v"), "module lexicore_drain #(\n            lexicore_drain_lane drain_lane (\n            lexicore_delay #(.X(1)) delay4 (\n");
  }

  @Test
  void aCellIsOfTheModuleThatItsPathEndsIn() throws Exception {
    InstanceTree tree = InstanceTree.read(rtl);
    assertEquals("lexicore_drain_lane", tree.moduleOf("core.drain.lanes[0].drain_lane.y[3]_DFFPOSX1_Q/D"));
    assertEquals("lexicore_array", tree.moduleOf("\\core.array.columns[1].z_DFFPOSX1_Q /D"));
    assertEquals("lexicore", tree.moduleOf("irq"));
    assertEquals("lexicore_drain", tree.moduleOf("core.drain.delay4.value_DFFPOSX1_Q/D"));
  }

  @Test
  void theLongestPathOfEachModuleIsKeptAndTheLongestOfAllDecides() throws Exception {
    StaticTiming timing =
        StaticTiming.of(0,
            """
            Startpoint                           Endpoint                                Slack
            ---------------------------------------------------------------------------------
            core.drain.x_DFFPOSX1_Q/Q (DFFPOSX1) core.drain.lanes[0].drain_lane.y[3]_DFFPOSX1_Q/D (DFFPOSX1)   6.000
            core.drain.x_DFFPOSX1_Q/Q (DFFPOSX1) core.drain.lanes[1].drain_lane.y[3]_DFFPOSX1_Q/D (DFFPOSX1)   5.000
            s_axi_wdata[3] (input) core.array.columns[0].z_DFFPOSX1_Q/D (DFFPOSX1)    8.000
            core.drain.x_DFFPOSX1_Q/Q (DFFPOSX1) m_axi_araddr[7] (output)    7.500
            """.lines().toList(),
            InstanceTree.read(rtl));
    assertEquals(4, timing.endpoints());
    assertEquals(
        List.of(
            new LongestPath("lexicore_drain_lane", 5, "core.drain.x_DFFPOSX1_Q/Q", "core.drain.lanes[1].drain_lane.y[3]_DFFPOSX1_Q/D"),
            new LongestPath("lexicore_drain", 2.5, "core.drain.x_DFFPOSX1_Q/Q", "m_axi_araddr[7]"),
            new LongestPath("lexicore_array", 2, "s_axi_wdata[3]", "core.array.columns[0].z_DFFPOSX1_Q/D")),
        timing.longest());
    assertEquals(5, timing.longestNs(), 1e-9);
  }
}
