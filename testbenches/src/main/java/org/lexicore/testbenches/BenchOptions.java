package org.lexicore.testbenches;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How benches are built and run.
 *
 * @param effort what the compiled design is optimised for
 * @param seed of the random contents of registers and memories before the reset
 * @param waveform whether a divergence is followed by a second run that records a waveform
 * @param coverage where Verilator's counters of lines and toggles go after a lockstep run without a divergence; it takes far longer to build
 * @param cache folder in which built designs are kept, by the hash of all that goes into them
 */
public record BenchOptions(Effort effort, long seed, boolean waveform, Optional<Path> coverage, Path cache) {
  /** What a compiled design is optimised for. */
  public enum Effort {
    /** Runs of a million cycles and more. */
    RUN_TIME("-O3", "-O3", 1),
    /** Runs of a few thousand cycles: modules stay functions, in one file, which the C++ compiler need not optimise. */
    BUILD_TIME("-O0", "-fno-inline", 0);

    private final String compiler;
    private final String verilator;
    private final int split;

    Effort(String compiler, String verilator, int split) {
      this.compiler = compiler;
      this.verilator = verilator;
      this.split = split;
    }

    /** Variables for make. */
    List<String> variables() {
      return List.of("OPT=" + compiler, "VERILATE=" + verilator, "SPLIT=" + split);
    }
  }

  /** For long runs, with a waveform, and a cache in the user's cache folder. */
  public static BenchOptions standard() {
    String folder = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    return new BenchOptions(Effort.RUN_TIME, 1, true, Optional.empty(), Path.of(folder, "lexicore", "designs"));
  }

  /** For short runs: the design is built as soon as can be. */
  public BenchOptions quick() {
    return new BenchOptions(Effort.BUILD_TIME, seed, waveform, coverage, cache);
  }

  /** With other random contents before the reset. */
  public BenchOptions withSeed(long other) {
    return new BenchOptions(effort, other, waveform, coverage, cache);
  }

  /** With another cache. */
  public BenchOptions withCache(Path folder) {
    return new BenchOptions(effort, seed, waveform, coverage, folder);
  }

  /** With or without a waveform of a divergence. */
  public BenchOptions withWaveform(boolean wanted) {
    return new BenchOptions(effort, seed, wanted, coverage, cache);
  }

  /** With Verilator's coverage written to {@code file}. */
  public BenchOptions withCoverage(Path file) {
    return new BenchOptions(effort, seed, waveform, Optional.of(file), cache);
  }
}
