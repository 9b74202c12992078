package org.lexicore.testbenches;

import java.nio.file.Path;

/**
 * How benches are built and run.
 *
 * @param optimisation of the compiled design: {@code -O3} runs fast, {@code -O0} is built fast
 * @param seed of the random contents of registers and memories before the reset
 * @param waveform whether a divergence is followed by a second run that records a waveform
 * @param cache folder in which built designs are kept, by the hash of all that goes into them
 */
public record BenchOptions(String optimisation, long seed, boolean waveform, Path cache) {
  /** For long runs, with a waveform, and a cache in the user's cache folder. */
  public static BenchOptions standard() {
    String folder = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    return new BenchOptions("-O3", 1, true, Path.of(folder, "lexicore", "designs"));
  }

  /** For short runs: the design is built as soon as can be. */
  public BenchOptions quick() {
    return new BenchOptions("-O0", seed, waveform, cache);
  }

  /** With other random contents before the reset. */
  public BenchOptions withSeed(long other) {
    return new BenchOptions(optimisation, other, waveform, cache);
  }

  /** With another cache. */
  public BenchOptions withCache(Path folder) {
    return new BenchOptions(optimisation, seed, waveform, folder);
  }

  /** With or without a waveform of a divergence. */
  public BenchOptions withWaveform(boolean wanted) {
    return new BenchOptions(optimisation, seed, wanted, cache);
  }
}
