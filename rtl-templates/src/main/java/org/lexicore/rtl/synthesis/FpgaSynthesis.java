package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.rtl.RtlGenerator;

/** Maps an accelerator to an FPGA family with Yosys, memories included; borders of modules are kept, so that each can be counted. */
public final class FpgaSynthesis {
  private FpgaSynthesis() {}

  /** Maps {@code accelerator}; Verilog, log and counts stay in {@code folder}. The module with the most LUTs is first. */
  public static List<FpgaUse> run(Accelerator accelerator, byte[] rom, FpgaFamily family, Path folder) {
    RtlGenerator.generate(accelerator, rom, folder);
    bringImage(folder);
    Yosys.run(folder, "map", Elaboration.SCRIPT + family.command() + "\ntee -q -o cells.txt stat\n");
    return of(family, CellCounts.parse(Yosys.read(folder.resolve("cells.txt"))));
  }

  /** A ROM's memory image is looked for where Yosys runs. */
  private static void bringImage(Path folder) {
    Path image = folder.resolve("rtl/lexicore_rom.hex");
    try {
      if (Files.exists(image)) {
        Files.copy(image, folder.resolve(image.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<FpgaUse> of(FpgaFamily family, CellCounts counts) {
    Map<String, FpgaUse> uses = new TreeMap<>();
    counts.instances(Elaboration.TOP).forEach((module, instances) -> {
      String name = CellCounts.plainName(module);
      FpgaUse once = family.use(name, counts.modules().get(module));
      for (int i = 0; i < instances; i++) {
        uses.merge(name, once, FpgaUse::plus);
      }
    });
    return uses.values().stream().sorted(Comparator.comparingInt(FpgaUse::luts).reversed().thenComparing(FpgaUse::module)).toList();
  }
}
