package org.lexicore.cli.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.CommandLineRun;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.reports.area.SynthesisData;
import org.lexicore.reports.area.SynthesisedRom;

/** Are the areas that the model is calibrated with those that today's synthesis gives? */
class CalibrationTest {
  private static final Path LIST = CommandLineRun.EXAMPLES.resolve("../rtl-templates/synthesis/calibration.txt");
  private static final int LARGEST = 64;

  @Test
  void smallTablesComeOutAsTheyAreStored(@TempDir Path folder) throws Exception {
    List<String> small = Files.readAllLines(LIST).stream()
        .filter(line -> line.startsWith("rom ") && Integer.parseInt(line.split("\\s+")[2]) <= LARGEST).toList();
    Path file = Files.write(folder.resolve("small.txt"), small);
    List<SynthesisedRom> today = Calibration.read(file, AcceleratorYaml.read(Path.of(CommandLineRun.EDGE), List.of())).run(folder).roms();
    List<SynthesisedRom> stored = SynthesisData.stored().roms().stream().filter(rom -> rom.words() <= LARGEST).toList();
    assertEquals(4, small.size());
    assertEquals(List.copyOf(stored), today);
  }
}
