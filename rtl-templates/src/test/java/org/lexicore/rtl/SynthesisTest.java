package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Place;

/** Does Yosys take the Verilog for two FPGA families, with block RAMs for buffers, and count what {@link HardwareCount} counts? */
class SynthesisTest {
  private static final Pattern CELL = Pattern.compile("(?m)^ +(\\S+) +(\\d+)$");

  @TempDir Path folder;

  private static Accelerator tiny() {
    return Configurations.of("tiny", 4, 4, Configurations.codebook(Place.ROM, 16, 4, 1, 1), 1, 32);
  }

  @Test
  void ice40GetsBlockRamsAndNoLatch() throws IOException {
    String cells = synthesise(tiny(), "synth_ice40 -top lexicore -run begin:map_ffs");
    // 4 KiB of activations alone are 8 blocks of 512 bytes.
    assertTrue(count(cells, "SB_RAM40_4K") >= 8, cells);
    assertEquals(0, count(cells, "\\$_DLATCH_P_"), cells);
  }

  @Test
  void xilinxGetsBlockRamsAndNoLatch() throws IOException {
    String cells = synthesise(tiny(), "synth_xilinx -top lexicore -noiopad -run begin:map_ffram");
    assertTrue(count(cells, "RAMB18E1") + count(cells, "RAMB36E1") >= 4, cells);
    assertEquals(0, count(cells, "LDCE"), cells);
  }

  @Test
  void flipFlopsAndRamBitsAreThoseOfTheVerilog() throws IOException {
    List<Accelerator> all =
        List.of(
            tiny(), Configurations.small(),
            Configurations.of("odd", 8, 13, Configurations.codebook(Place.SRAM, 8, 3, 3, 2), 1, 128),
            Configurations.of("none", 4, 6, Configurations.codebook(Place.NONE, 16, 4, 2, 1), 2, 64),
            Configurations.of("broad", 16, 2, Configurations.codebook(Place.SRAM, 4, 16, 1, 1), 2, 512));
    for (Accelerator a : all) {
      HardwareCount count = HardwareCount.of(a);
      String wrappers = a.codebook().place() == Place.ROM ? "*lexicore_ram* *lexicore_rom*" : "*lexicore_ram*";
      String flipFlops = yosys(a, read(a) + "blackbox " + wrappers + "; proc; flatten; tee -o cells.txt stat -width");
      assertEquals(count.allFlipFlops(), bits(flipFlops), a.name());
      String memories = yosys(a, read(a) + "proc -norom; flatten; tee -o cells.txt stat -width");
      assertEquals(count.ramBits(), count(memories.replace("Number of memory bits:", "bits"), "bits"), a.name());
    }
  }

  private String synthesise(Accelerator a, String command) throws IOException {
    return yosys(a, read(a) + command + "; tee -o cells.txt stat");
  }

  private static String read(Accelerator a) {
    return "read_verilog -DSYNTHESIS " + String.join(" ", Verilog.fileNames(a)) + "; hierarchy -check -top lexicore; ";
  }

  private String yosys(Accelerator a, String script) throws IOException {
    RtlGenerator.generate(a, Configurations.rom(a), folder);
    Path rtl = folder.resolve("rtl");
    Tool.succeed(rtl, List.of("yosys", "-q", "-p", script));
    String all = Files.readString(rtl.resolve("cells.txt"));
    return all.substring(Math.max(0, all.lastIndexOf("===")));
  }

  private static int count(String cells, String cell) {
    Matcher matcher = Pattern.compile("(?m)^ +" + cell + " +(\\d+)$").matcher(cells);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Bits of all flip-flops in a {@code stat -width}, whose cells are called {@code $dff_8}. */
  private static int bits(String cells) {
    int bits = 0;
    Matcher matcher = CELL.matcher(cells);
    while (matcher.find()) {
      Matcher flipFlop = Pattern.compile("\\$\\w*dff\\w*_(\\d+)").matcher(matcher.group(1));
      if (flipFlop.matches()) {
        bits += Integer.parseInt(flipFlop.group(1)) * Integer.parseInt(matcher.group(2));
      }
    }
    return bits;
  }
}
