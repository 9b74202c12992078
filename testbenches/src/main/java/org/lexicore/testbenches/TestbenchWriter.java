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

/** Writes the folder {@code tb/} that travels with generated RTL: benches that run without Java. */
public final class TestbenchWriter {
  private static final int BATCH = 1 << 16;

  private TestbenchWriter() {}

  /** Writes the benches alone, without a recorded run. */
  public static void write(Path folder) {
    BenchSources.writeTo(folder);
  }

  /**
   * Writes the benches and a recorded run of {@code inferences}, which are of one program with one map.
   *
   * @param rom codewords in the accelerator's ROM; empty without one
   * @param configurationHash what the registers CONFIGURATION_* of the RTL read
   */
  public static void write(
      Path folder, List<Inference> inferences, Accelerator accelerator, byte[] rom, long configurationHash) {
    write(folder);
    Recorder recorder = new Recorder(accelerator, rom, configurationHash, inferences);
    try (OutputStream out =
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve("trace.gz")), BATCH), BATCH)) {
      recorder.trace(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Inference first = inferences.get(0);
    new BenchImage(accelerator, first.program(), first.map(), recorder.record()).writeTo(folder.resolve("image"));
  }
}
