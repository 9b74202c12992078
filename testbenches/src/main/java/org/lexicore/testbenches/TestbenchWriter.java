package org.lexicore.testbenches;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.random.Feature;
import org.lexicore.simulator.random.RandomProgram;

/**
 * Writes the folder {@code tb/} that travels with generated RTL: benches that run without Java, and what they run. {@code random/} holds two
 * random programs, a brief one and one that shows every {@link Feature}; {@code trace.gz} and {@code image/} an inference, where there is one.
 */
public final class TestbenchWriter {
  private static final int BATCH = 1 << 16;
  private static final int BRIEF_JOBS = 60;

  /** Of the random programs. */
  private static final long SEED = 1;

  private TestbenchWriter() {}

  /**
   * Writes the benches with random programs alone.
   *
   * @param rom codewords in the accelerator's ROM; empty without one
   * @param configurationHash what the registers CONFIGURATION_* of the RTL read
   */
  public static void write(Path folder, Accelerator accelerator, byte[] rom, long configurationHash) {
    BenchSources.writeTo(folder);
    Program all = RandomProgram.showingAll(accelerator, SEED, rom);
    List<Inference> programs = List.of(Inference.of(RandomProgram.brief(accelerator, SEED, BRIEF_JOBS, rom), List.of()), Inference.of(all, List.of()));
    Path random = folder.resolve("random");
    write(random, new Recorder(accelerator, rom, configurationHash, programs));
    try {
      Files.writeString(random.resolve("features.txt"), features(accelerator, all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with a recorded run of {@code inferences}, which are of one program with one map. */
  public static void write(
      Path folder, List<Inference> inferences, Accelerator accelerator, byte[] rom, long configurationHash) {
    write(folder, accelerator, rom, configurationHash);
    write(folder, new Recorder(accelerator, rom, configurationHash, inferences));
  }

  private static void write(Path folder, Recorder recorder) {
    try {
      Files.createDirectories(folder);
      try (OutputStream out =
          new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve("trace.gz")), BATCH), BATCH)) {
        recorder.trace(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new BenchImage(recorder.accelerator(), recorder.configurationHash(), recorder.record()).writeTo(folder.resolve("image"));
  }

  /** What the program shows, a line each, and what it does not. */
  private static String features(Accelerator accelerator, Program program) {
    List<String> missing = Feature.missing(accelerator, program);
    StringBuilder text = new StringBuilder("# What the second program (seed " + SEED + ") does at least once, of all that this accelerator can do.\n");
    Feature.of(accelerator).forEach(feature -> text.append(missing.contains(feature.name()) ? "missing: " : "").append(feature.name()).append('\n'));
    return text.toString();
  }
}
