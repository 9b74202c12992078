package org.lexicore.cli.chain;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.data.ArrayFile;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.quantise.SampleRanges;

/** Opens samples for a network. */
public final class SampleFiles {
  /** Samples of noise that stand in for calibration data. */
  public static final int NOISE = 32;

  private SampleFiles() {}

  /**
   * The samples in {@code given}, of which {@code option} says where they were given.
   *
   * @throws org.lexicore.model.InputException if they do not fit the network's inputs
   */
  public static Samples read(String option, List<String> given, CompressedNetwork network) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    Map<String, Path> files = SampleArguments.byInput(option, given, Networks.inputs(network.graph()));
    files.forEach((input, file) -> arrays.put(input, ArrayFile.read(file)));
    return Samples.of(network.graph(), arrays, network.inputs(), files);
  }

  /**
   * The samples in {@code given} that {@code network} is to run on; warnings go to {@code err}.
   *
   * @param quantised the network in integers
   * @throws org.lexicore.model.InputException if they do not fit the network's inputs, or lie far beyond the ranges it
   *     was calibrated on
   */
  public static Samples toRun(List<String> given, CompressedNetwork network, QuantiseNetwork.Quantised quantised, PrintWriter err) {
    Samples samples = read("--inputs", given, network);
    String recalibrate = network.activations().isEmpty() ? "give --calibration of" : "compress the network with --calibration of";
    SampleRanges.check(network.graph(), quantised.scales(), samples, recalibrate).forEach(warning -> err.println("note: " + warning));
    return samples;
  }

  /** Seeded noise in place of samples. */
  public static Samples noise(CompressedNetwork network, long seed) {
    return noise(network, NOISE, seed);
  }

  /** {@code count} samples of seeded noise. */
  public static Samples noise(CompressedNetwork network, int count, long seed) {
    return Samples.noise(network.graph(), network.inputs(), count, seed);
  }
}
