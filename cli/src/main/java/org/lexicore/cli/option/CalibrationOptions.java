package org.lexicore.cli.option;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.lexicore.cli.chain.SampleFiles;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.format.CompressedNetwork;
import picocli.CommandLine.Option;

/** Samples by which scales and codewords are chosen. */
public final class CalibrationOptions {
  @Option(names = "--calibration", paramLabel = "[NAME=]FILE",
      description = "Samples to calibrate with: .npy or IDX, gzipped or not, one sample along the first axis.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** The samples for {@code network}; seeded noise, and a note that says so, where none were given. */
  public Samples read(CompressedNetwork network, PrintWriter err) {
    if (!files.isEmpty()) {
      return SampleFiles.read("--calibration", files, network);
    }
    err.println("note: no calibration data for " + network.graph().name() + ": " + SampleFiles.NOISE
        + " samples of noise with seed " + seed + " stand in; give --calibration for real accuracy");
    return SampleFiles.noise(network, seed);
  }

  /** Seed of everything random. */
  public long seed() {
    return seed;
  }

  /** The files as they were given. */
  public List<String> files() {
    return List.copyOf(files);
  }
}
