package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;

/** Is what the generator writes whole, the same each time, and readable? */
class RtlGeneratorTest {
  @TempDir Path folder;

  @Test
  void theSameAcceleratorGivesTheSameBytes() {
    for (Accelerator a : Configurations.all()) {
      assertEquals(RtlGenerator.files(a, Configurations.rom(a)), RtlGenerator.files(a, Configurations.rom(a)));
    }
    assertEquals(10, Configurations.all().size());
  }

  @Test
  void anOlderResultIsReplacedAsAWholeAndNothingElseIsLeft() throws IOException {
    Accelerator a = Configurations.small();
    Path rtl = folder.resolve("rtl");
    Files.createDirectories(rtl);
    Files.writeString(rtl.resolve("stale.v"), "");
    RtlGenerator.generate(a, Configurations.rom(a), folder);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(rtl), left.toList());
    }
    Map<String, String> files = RtlGenerator.files(a, Configurations.rom(a));
    try (Stream<Path> written = Files.list(rtl)) {
      assertEquals(List.copyOf(files.keySet()), written.map(f -> f.getFileName().toString()).sorted().toList());
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertEquals(file.getValue(), Files.readString(rtl.resolve(file.getKey())));
    }
  }

  @Test
  void everyModuleLiesInAFileOfItsNameBehindAHeaderWithADrawing() {
    for (Accelerator a : Configurations.all()) {
      String first = String.format("// Lexicore 0.1.0, configuration %016x\n//\n// ", ConfigurationHash.of(a, Configurations.rom(a)));
      RtlGenerator.files(a, Configurations.rom(a)).forEach(
          (name, text) -> {
            if (name.endsWith(".v")) {
              String module = name.substring(0, name.length() - 2);
              assertEquals(1, Pattern.compile("(?m)^module ").matcher(text).results().count(), name);
              assertTrue(text.contains("\nmodule " + module + " "), name);
              assertTrue(text.startsWith(first), name);
              assertTrue(text.contains("`default_nettype none\n"), name);
              String header = text.substring(0, text.indexOf("\nmodule "));
              boolean drawn = header.contains("─►") || header.contains("◄") || module.endsWith("_fields") || module.matches("lexicore_(counter|delay|requantiser)");
              assertTrue(drawn, name + " has no drawing");
              assertTrue(text.lines().allMatch(line -> line.length() <= 160), name + " has a long line");
              assertFalse(text.contains("\t"), name);
            }
          });
    }
  }

  @Test
  void aLargeRomIsAMemoryImageAndASmallOneATable() {
    Accelerator large = Configurations.of("x", 8, 8, Configurations.codebook(CodebookStore.Kind.ROM, 8192, 4, 1, 1), 2, 64);
    Map<String, String> files = RtlGenerator.files(large, new byte[] {1, 2, 3, -1});
    assertTrue(files.get("lexicore_rom.hex").startsWith("ff030201\n00000000\n"));
    assertEquals(8192, files.get("lexicore_rom.hex").lines().count());
    assertTrue(files.get("lexicore_rom.v").contains("$readmemh({MEMORY_DIR, \"lexicore_rom.hex\"}"));
    Accelerator small = Configurations.of("x", 8, 8, Configurations.codebook(CodebookStore.Kind.ROM, 4096, 4, 1, 1), 2, 64);
    files = RtlGenerator.files(small, new byte[] {1, 2, 3, -1});
    assertFalse(files.containsKey("lexicore_rom.hex"));
    assertTrue(files.get("lexicore_rom.v").contains("12'd0: word = 32'hff030201;"));
  }

  @Test
  void theHashFollowsTheHardwareAndNothingElse() {
    Accelerator a = Configurations.small();
    long hash = ConfigurationHash.of(a, new byte[] {1});
    assertEquals(hash, ConfigurationHash.of(a, new byte[] {1, 0, 0}));
    assertNotEquals(hash, ConfigurationHash.of(a, new byte[] {2}));
    Accelerator renamed =
        new Accelerator(
            1, "other", a.array(), 7, new Accelerator.Technology(7), a.codebook(), a.buffers(), a.postprocess(), a.axi(),
            new Accelerator.Dram.Ideal(1, 1, 50, 3));
    assertEquals(hash, ConfigurationHash.of(renamed, new byte[] {1}));
    Accelerator timed =
        new Accelerator(
            1, a.name(), a.array(), a.clockMhz(), a.technology(), a.codebook(), a.buffers(), a.postprocess(), a.axi(),
            new Accelerator.Dram.Timed(DramStandard.HBM2, ControllerSettings.of(DramStandard.HBM2)));
    assertEquals(hash, ConfigurationHash.of(timed, new byte[] {1}));
    Accelerator wider = Configurations.of("small", 8, 8, Configurations.codebook(CodebookStore.Kind.ROM, 16, 4, 2, 1), 2, 64);
    assertNotEquals(hash, ConfigurationHash.of(wider, new byte[] {1}));
    Accelerator loaded = Configurations.of("small", 8, 8, Configurations.codebook(CodebookStore.Kind.SRAM, 16, 4, 1, 1), 2, 64);
    assertEquals(ConfigurationHash.of(loaded, new byte[] {1}), ConfigurationHash.of(loaded, new byte[0]));
  }

  @Test
  void theHeaderForCNamesEveryRegisterAndCompiles() {
    RtlGenerator.generate(Configurations.small(), new byte[0], folder);
    Tool.succeed(folder, List.of("gcc", "-Wall", "-Wextra", "-Werror", "-std=c99", "-fsyntax-only", "-x", "c", "rtl/lexicore.h"));
    String header = RtlGenerator.files(Configurations.small(), new byte[0]).get("lexicore.h");
    assertTrue(header.contains("#define LEXICORE_CYCLES_INSTRUCTION_HIGH"));
    assertTrue(header.contains("0x020u"));
  }
}
