package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** Does Yosys count in the Verilog what {@link HardwareCount} counts from the parameters? */
class SynthesisTest {
  private static final Pattern CELL = Pattern.compile("(?m)^ +(\\S+) +(\\d+)$");

  @TempDir Path folder;

  private static Accelerator tiny() {
    return Configurations.of("tiny", 4, 4, Configurations.codebook(CodebookStore.Kind.ROM, 16, 4, 1, 1), 1, 32);
  }

  @Test
  void flipFlopsAndRamBitsAreThoseOfTheVerilog() throws IOException {
    List<Accelerator> all =
        List.of(
            tiny(), Configurations.small(),
            Configurations.of("odd", 8, 13, Configurations.codebook(CodebookStore.Kind.SRAM, 8, 3, 3, 2), 1, 128),
            Configurations.of("none", 4, 6, Configurations.codebook(CodebookStore.Kind.NONE, 16, 4, 2, 1), 2, 64),
            Configurations.of("broad", 16, 2, Configurations.codebook(CodebookStore.Kind.SRAM, 4, 16, 1, 1), 2, 512));
    assertEquals(5, all.size());
    for (Accelerator a : all) {
      HardwareCount count = HardwareCount.of(a);
      String wrappers = a.codebook().isFixed() ? "*lexicore_ram* *lexicore_rom*" : "*lexicore_ram*";
      String flipFlops = yosys(a, read(a) + "blackbox " + wrappers + "; proc; flatten; tee -o cells.txt stat -width");
      assertEquals(count.allFlipFlops(), bits(flipFlops), a.name());
      String memories = yosys(a, read(a) + "proc -norom; flatten; tee -o cells.txt stat -width");
      assertEquals(count.ramBits(), count(memories.replace("Number of memory bits:", "bits"), "bits"), a.name());
    }
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
