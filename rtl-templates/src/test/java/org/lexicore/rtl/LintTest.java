package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lexicore.model.accelerator.Accelerator;

/** Do the strictest settings of two tools find nothing to say about the Verilog? */
class LintTest {
  @TempDir Path folder;

  static List<Accelerator> configurations() {
    List<Accelerator> all = new ArrayList<>(Configurations.all());
    all.addAll(Configurations.largest());
    return all;
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void neitherVerilatorNorIcarusHasAWordToSay(Accelerator a) {
    RtlGenerator.generate(a, Configurations.rom(a), folder);
    Path rtl = folder.resolve("rtl");
    for (String top : List.of("lexicore", "lexicore_core")) {
      assertEquals("", lint(rtl, top), a.name());
    }
    List<String> icarus = new ArrayList<>(List.of("iverilog", "-Wall", "-g2005", "-t", "null", "-s", "lexicore"));
    icarus.addAll(Verilog.fileNames(a));
    assertEquals("", Tool.succeed(rtl, icarus), a.name());
  }

  @Test
  void theLintIsOneThatCanFail() throws java.io.IOException {
    RtlGenerator.generate(Configurations.small(), new byte[0], folder);
    Path rtl = folder.resolve("rtl");
    Path ram = rtl.resolve("lexicore_ram.v");
    java.nio.file.Files.writeString(ram, java.nio.file.Files.readString(ram).replace("integer lane;", "integer lane; wire [3:0] x = 5'd1;"));
    assertTrue(lint(rtl, "lexicore").contains("WIDTH"));
  }

  private static String lint(Path rtl, String top) {
    return Tool.run(rtl, List.of("verilator", "--lint-only", "-Wall", "--top-module", top, "-f", "lexicore.f")).text();
  }
}
