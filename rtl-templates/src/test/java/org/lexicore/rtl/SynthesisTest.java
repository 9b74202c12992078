package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.Accelerator.Place;

/** Does yosys map a small accelerator to FPGAs, with block RAM where it belongs? */
@Tag("full")
class SynthesisTest {
  /** Instances whose memories are too large for logic: every buffer, both accumulator banks, and a ROM beyond the largest table. */
  private static final List<String> MEMORIES =
      List.of(
          "activation_buffer.even", "activation_buffer.odd", "index_buffer", "parameter_buffer", "residual_buffer", "result_buffer",
          "accumulators.bank0", "accumulators.bank1", "codebook.copy[0].rom");

  @TempDir Path folder;

  @Test
  void ice40HasEveryBufferAndTheRomInBlockRam() throws IOException {
    mapsTo("synth_ice40 -top lexicore", "SB_RAM40_4K", "SB_DFF");
  }

  @Test
  void xilinxHasEveryBufferAndTheRomInBlockRam() throws IOException {
    mapsTo("synth_xilinx -family xc7 -top lexicore", "RAMB(18|36)E1", "FDRE");
  }

  private void mapsTo(String synthesis, String blockRam, String register) throws IOException {
    Accelerator accelerator = Configurations.of("fpga", 4, 4, Configurations.codebook(Place.ROM, 8192, 4, 1, 1), 1, 32);
    RtlGenerator.generate(accelerator, Configurations.rom(accelerator), folder);
    Path rtl = folder.resolve("rtl");
    String sources = Files.readAllLines(rtl.resolve("lexicore.f")).stream().filter(l -> !l.startsWith("//")).collect(Collectors.joining(" "));
    Files.writeString(
        rtl.resolve("synthesis.ys"),
        "read_verilog -DSYNTHESIS " + sources + "\n" + synthesis + "\ncheck -assert\nwrite_verilog -noattr -noexpr netlist.v\n");
    Tool.succeed(rtl, List.of("yosys", "-q", "synthesis.ys"));
    String netlist = Files.readString(rtl.resolve("netlist.v"));
    List<String> mapped = Pattern.compile("(?m)^ +" + blockRam + " #\\([^;]*?\\) \\\\(\\S+) \\(").matcher(netlist).results()
        .map(m -> m.group(m.groupCount())).toList();
    assertEquals(List.of(), MEMORIES.stream().filter(memory -> mapped.stream().noneMatch(name -> name.contains(memory + "."))).toList());
    Matcher registers = Pattern.compile("(?m)^ +" + register).matcher(netlist);
    assertTrue(registers.find(), "the design has registers");
  }
}
