package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/** Does a path lead from an input of the design to an output, through no register? AXI forbids it (IHI 0022, A3.1.1). */
class CombinationalPathTest {
  /** Ports into which the fan-in of the outputs is cut: without them Yosys has looked at nothing. */
  private static final int LEAST_OUTPUTS = 33;

  @TempDir Path folder;

  static List<Accelerator> configurations() {
    return List.of(
        Configurations.of("rom", 4, 4, Configurations.codebook(CodebookStore.Kind.ROM, 16, 4, 1, 1), 1, 32),
        Configurations.of("image", 4, 4, Configurations.codebook(CodebookStore.Kind.ROM, 8192, 2, 1, 1), 1, 64),
        Configurations.of("sram", 8, 6, Configurations.codebook(CodebookStore.Kind.SRAM, 8, 3, 3, 2), 2, 128),
        Configurations.of("none", 4, 6, Configurations.codebook(CodebookStore.Kind.NONE, 16, 4, 2, 1), 2, 512));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyOutputIsARegisterOrAConstant(Accelerator accelerator) throws IOException {
    RtlGenerator.generate(accelerator, Configurations.rom(accelerator), folder);
    assertEquals(List.of(), inputsOfOutputs(accelerator));
    assertTrue(Files.readAllLines(folder.resolve("rtl/outputs.txt")).size() >= LEAST_OUTPUTS);
  }

  @Test
  void aPathFromAReadyToAnAddressIsFound() throws IOException {
    Accelerator accelerator = configurations().getFirst();
    RtlGenerator.generate(accelerator, Configurations.rom(accelerator), folder);
    change("lexicore_read_port.v", "assign m_axi_araddr = address[ADDRESS_BITS-1:0];",
        "assign m_axi_araddr = m_axi_arready ? fetch_address[ADDRESS_BITS-1:0] : address[ADDRESS_BITS-1:0];");
    assertEquals(List.of("m_axi_arready"), inputsOfOutputs(accelerator));
  }

  @Test
  void aPathFromAValidToItsReadyIsFoundAcrossModules() throws IOException {
    Accelerator accelerator = configurations().getFirst();
    RtlGenerator.generate(accelerator, Configurations.rom(accelerator), folder);
    change("lexicore_registers.v", "assign s_axi_awready = takes_write;", "assign s_axi_awready = s_axi_awvalid && s_axi_wvalid && !s_axi_bvalid;");
    assertEquals(List.of("s_axi_awvalid", "s_axi_wvalid"), inputsOfOutputs(accelerator));
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = folder.resolve("rtl").resolve(file);
    String text = Files.readString(path);
    assertEquals(text.length() - from.length(), text.replace(from, "").length(), "there once: " + from);
    Files.writeString(path, text.replace(from, to));
  }

  /** The inputs in the fan-in of the outputs of {@code lexicore}, bit by bit, memories and flip-flops cut out. */
  private List<String> inputsOfOutputs(Accelerator accelerator) throws IOException {
    Path rtl = folder.resolve("rtl");
    String script =
        "read_verilog -DSYNTHESIS " + String.join(" ", Verilog.fileNames(accelerator)) + "; hierarchy -check -top lexicore; "
            + "blackbox *lexicore_ram* *lexicore_rom*; proc; flatten; opt_clean; simplemap; splitnets -ports; "
            // RAM and ROM answer a cycle later, as flip-flops do: without them a path goes nowhere.
            + "delete t:*lexicore_ram* t:*lexicore_rom* t:*dff* t:*DFF*; "
            + "select -write outputs.txt o:*; select -write inputs.txt i:* o:* %ci* %i";
    Tool.succeed(rtl, List.of("yosys", "-q", "-p", script));
    return Files.readAllLines(rtl.resolve("inputs.txt")).stream()
        .map(line -> line.replaceFirst("^lexicore/", "").replaceFirst("\\[\\d+]$", "")).distinct().sorted().toList();
  }
}
