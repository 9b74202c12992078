package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** Does Yosys map a whole small accelerator to two FPGA families, to the last cell, with block RAM for every buffer and a big ROM? */
@Tag("full")
class FpgaTest {
  /** Every memory too large for logic; the ROM has more codewords than a table may have. */
  private static final List<String> MEMORIES =
      List.of(
          "activation_buffer.even", "activation_buffer.odd", "index_buffer", "parameter_buffer", "residual_buffer", "result_buffer",
          "accumulators.bank0", "accumulators.bank1", "codebook.copy[0].rom");

  @TempDir Path folder;

  @Test
  void ice40KeepsEveryBufferAndTheRomInBlockRam() throws IOException {
    mapsTo("synth_ice40 -top lexicore", "t:SB_RAM40_4K", "t:SB_DFF*");
  }

  @Test
  void xilinxKeepsEveryBufferAndTheRomInBlockRam() throws IOException {
    mapsTo("synth_xilinx -family xc7 -flatten -top lexicore", "t:RAMB18E1 t:RAMB36E1", "t:FDRE");
  }

  private void mapsTo(String synthesis, String blockRams, String registers) throws IOException {
    Accelerator accelerator =
        Configurations.of("fpga", 4, 4, Configurations.codebook(CodebookStore.Kind.ROM, 2 * CodebookView.LARGEST_TABLE, 4, 1, 1), 1, 32);
    RtlGenerator.generate(accelerator, Configurations.rom(accelerator), folder);
    Path rtl = folder.resolve("rtl");
    String script =
        "read_verilog -DSYNTHESIS " + String.join(" ", Verilog.fileNames(accelerator)) + "; " + synthesis + "; check -assert; tee -o rams.txt select -list "
            + blockRams + "; select -assert-min 1000 " + registers + "; select -assert-none t:$*";
    Tool.succeed(rtl, List.of("yosys", "-q", "-p", script));
    List<String> rams = Files.readAllLines(rtl.resolve("rams.txt"));
    assertEquals(List.of(), MEMORIES.stream().filter(memory -> rams.stream().noneMatch(ram -> ram.contains(memory + "."))).toList());
  }
}
