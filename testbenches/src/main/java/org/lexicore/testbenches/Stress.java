package org.lexicore.testbenches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lexicore.model.accelerator.Accelerator;

/** Runs the RTL alone against a reactive memory with random latencies, stalls and errors: it must be right under any timing. */
public final class Stress {
  private Stress() {}

  /**
   * What a reactive run showed.
   *
   * @param inferences runs that left the right memory; an inference with work for the host has several
   * @param softResets in mid-run
   * @param errors runs that an error response ended
   * @param kinds of bursts that got one
   * @param bursts that the AXI checker looked at
   * @param problem what was wrong; empty if nothing was
   */
  public record Result(long inferences, long softResets, long errors, int kinds, long bursts, String problem) {}

  /**
   * Runs all memory profiles.
   *
   * @param inferences the shorter ones also with soft resets and errors
   * @param configurationHash what the registers CONFIGURATION_* of this RTL read
   * @param rounds seeds per profile
   */
  public static Result run(
      List<Inference> inferences, Accelerator accelerator, byte[] rom, long configurationHash, Path rtl, Path work, int rounds, BenchOptions options) {
    new BenchImage(accelerator, configurationHash, new Recorder(accelerator, rom, configurationHash, inferences).record()).writeTo(work.resolve("image"));
    Path program = new DesignBuilder(options).build(DesignBuilder.Program.STRESS, rtl);
    List<String> command =
        List.of(program.toString(), "--seed", Long.toString(options.seed()), "--rounds", Integer.toString(rounds),
            work.resolve("image/image.txt").toAbsolutePath().toString());
    Path log = work.resolve("stress.log");
    int status = Tools.run(command, work, log);
    try {
      String said = Files.readString(log);
      if (status != 0 && status != 1) {
        throw new BenchException("the reactive run ended with status " + status + ":\n" + said);
      }
      return status == 0
          ? new Result(number(said, "inferences"), number(said, "soft_resets"), number(said, "errors"), (int) number(said, "kinds"),
              number(said, "bursts"), "")
          : new Result(0, 0, 0, 0, 0, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(String text, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\": (\\d+)").matcher(text);
    if (!matcher.find()) {
      throw new BenchException("the reactive run gives no " + name + ":\n" + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
