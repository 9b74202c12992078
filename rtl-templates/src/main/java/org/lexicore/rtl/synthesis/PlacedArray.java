package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.rtl.RtlGenerator;

/**
 * A 4 × 4 array, the largest of the design's parts that an iCE40 HX8K takes, placed and routed by nextpnr: what wires make of a clock.
 *
 * <p>A whole accelerator has more flip-flops than the device has cells.
 *
 * @param logicCells taken, the shift register and the fold around the array among them
 * @param cellsOfDevice how many there are
 * @param fmaxMhz with the wires
 */
public record PlacedArray(int logicCells, int cellsOfDevice, double fmaxMhz) {
  private static final Pattern CELLS = Pattern.compile("ICESTORM_LC: +(\\d+)/ *(\\d+)");
  private static final Pattern CLOCK = Pattern.compile("Max frequency for clock '[^']*': ([0-9.]+) MHz");

  /** Places the array of {@code accelerator}'s Verilog; scripts and logs stay in {@code folder}. */
  public static PlacedArray run(Accelerator accelerator, byte[] rom, Path folder) {
    RtlGenerator.generate(accelerator, rom, folder);
    try {
      Files.writeString(folder.resolve("placed_array.v"), SynthesisSources.resource("placed_array.v"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Yosys.run(
        folder, "map",
        """
        read_verilog placed_array.v rtl/lexicore_array.v rtl/lexicore_column.v rtl/lexicore_processing_element.v rtl/lexicore_adder_tree.v
        synth_ice40 -top placed_array -json placed_array.json
        """);
    return of(ToolRun.succeed(
        folder, "nextpnr.log",
        List.of("nextpnr-ice40", "--hx8k", "--package", "ct256", "--json", "placed_array.json", "--seed", "1", "--freq", "100",
            "--timing-allow-fail")));
  }

  /** From what nextpnr prints: the last frequency is the one after routing. */
  static PlacedArray of(String log) {
    Matcher cells = CELLS.matcher(log);
    Matcher clock = CLOCK.matcher(log);
    double fmax = 0;
    while (clock.find()) {
      fmax = Double.parseDouble(clock.group(1));
    }
    if (!cells.find() || fmax == 0) {
      throw new IllegalStateException("nextpnr-ice40 states no frequency:\n" + log);
    }
    return new PlacedArray(Integer.parseInt(cells.group(1)), Integer.parseInt(cells.group(2)), fmax);
  }
}
