package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.demo.DemoFiles;
import org.lexicore.reports.Inference;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunResult;

/** Does the demo's chain hold together, on a tiny network in place of the real one? */
class DemoTest {
  private static final List<String> VARIANTS = List.of("int8", "per-layer-sram", "universal-sram", "universal-rom");

  @TempDir Path folder;

  @Test
  void everyVariantIsSimulatedWrittenAndEqualToItsVerilog() throws Exception {
    StringWriter out = new StringWriter();
    DemoFiles files = new DemoFiles(CommandLineRun.EXAMPLES, new DemoFiles.Names("tiny-cnn", "resnet20-fashion"), Path.of(CommandLineRun.EDGE),
        List.of(), false);
    assertTrue(files.run("lexicore demo", folder, new PrintWriter(out, true), new PrintWriter(out, true)), out.toString());
    for (String variant : VARIANTS) {
      RunResult result = ResultFiles.read(folder.resolve(variant));
      assertEquals(3, result.inferences().size(), variant);
      assertEquals(result.cycles(), result.verification().orElseThrow().cyclesCompared(), variant);
      assertEquals(0, result.verification().orElseThrow().divergences(), variant);
      for (Inference inference : result.inferences()) {
        assertEquals(inference.cycles(), result.verification().orElseThrow().occasions().get(inference.occasion()), variant);
      }
      assertEquals(1000, result.accuracy().orElseThrow().samples(), variant);
      assertTrue(Files.isRegularFile(folder.resolve(variant).resolve("rtl/lexicore.v")), variant);
      assertTrue(Files.isRegularFile(folder.resolve(variant).resolve("tb/Makefile")), variant);
    }
    assertTrue(Files.size(folder.resolve("report.html")) > 50_000);
    List<String> table = out.toString().lines().dropWhile(line -> !line.contains("compared with the Verilog")).toList();
    assertEquals(1 + 3 * VARIANTS.size(), table.stream().filter(line -> line.matches(".*(float|first|steady|switched).*")).count(),
        String.join("\n", table));
  }
}
