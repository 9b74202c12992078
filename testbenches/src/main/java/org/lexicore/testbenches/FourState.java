package org.lexicore.testbenches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lexicore.model.accelerator.Accelerator;

/** Runs one inference in 4-state Icarus Verilog: nothing unknown may leave the design, and the memory must be right. */
public final class FourState {
  private FourState() {}

  /**
   * Runs {@code inference}.
   *
   * @return what the bench said: {@code PASS …} or {@code FAIL …}
   * @throws ToolMissingException if iverilog is missing
   */
  public static String run(Inference inference, Accelerator accelerator, byte[] rom, Path rtl, Path work) {
    Tools.require(Tools.FOUR_STATE);
    List<RecordedRun> recorded = new Recorder(accelerator, rom, 0, List.of(inference)).record();
    Path image = work.resolve("image");
    new BenchImage(accelerator, 0, recorded).writeTo(image);
    try {
      Path bench = work.resolve("lexicore_tb.v");
      Files.write(bench, BenchSources.read("icarus/lexicore_tb.v"));
      Path built = work.resolve("lexicore.vvp").toAbsolutePath();
      Path log = work.resolve("icarus.log");
      List<String> command =
          new ArrayList<>(
              List.of("iverilog", "-g2005", "-I", image.toAbsolutePath().toString(), "-s", "lexicore_tb", "-P",
                  "lexicore_tb.MEMORY_DIR=\"" + rtl.toAbsolutePath() + "/\"", "-o", built.toString()));
      command.add(bench.toAbsolutePath().toString());
      try (Stream<Path> files = Files.list(rtl)) {
        files.filter(file -> file.toString().endsWith(".v")).sorted(Comparator.naturalOrder())
            .forEach(file -> command.add(file.toAbsolutePath().toString()));
      }
      if (Tools.run(command, work, log) != 0) {
        throw new BenchException("iverilog cannot compile the design:\n" + Files.readString(log));
      }
      Tools.run(List.of("vvp", "-n", built.toString()), image, log);
      return Files.readString(log).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
