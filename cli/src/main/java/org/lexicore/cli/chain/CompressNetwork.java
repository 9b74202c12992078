package org.lexicore.cli.chain;

import java.util.function.Consumer;
import org.lexicore.compiler.compress.Compression;
import org.lexicore.compiler.compress.CompressionScheme;
import org.lexicore.compiler.compress.Compressor;
import org.lexicore.compiler.compress.LayerReport;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.format.StoredForm;
import org.lexicore.compiler.quantise.CalibrateRanges;
import org.lexicore.compiler.quantise.EqualiseChannels;
import org.lexicore.compiler.quantise.Quantiser;
import org.lexicore.compiler.quantise.RangeChoice;
import org.lexicore.model.InputException;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.QuantisedNetwork;

/** Compresses a float network and calibrates what came out, so that it can run anywhere. */
public record CompressNetwork(CompressionScheme scheme, LayerSelection selection, long seed) {
  /** What saturates: one activation in 10,000, which costs less accuracy than coarser steps for all. */
  static final RangeChoice RANGE = new RangeChoice.Percentile(0.9999);

  /** The compressed network, and how it went. */
  public record Outcome(CompressedNetwork network, Compression compression) {}

  /**
   * Compresses {@code network}.
   *
   * @param progress hears of each layer as it is done
   * @throws InputException if the accelerator could not run what would come out
   */
  public Outcome apply(CompressedNetwork network, Samples samples, Consumer<LayerReport> progress) {
    // First, since it changes weights that are still in float.
    FloatGraph equalised = EqualiseChannels.apply(network.graph(), samples);
    Compression compression = new Compressor(scheme, selection, seed).compress(equalised, samples, progress);
    FloatGraph stored = StoredForm.of(compression.graph()); // scales belong to the nodes that will be read
    CalibrateRanges calibrate = new CalibrateRanges(RANGE);
    var scales = stored == compression.graph() && compression.ranges().isPresent()
        ? calibrate.calibrate(stored, samples, compression.ranges().get())
        : calibrate.calibrate(stored, samples);
    requireRunnable(Quantiser.quantise(stored, scales).network()); // nothing is written that another command would refuse
    return new Outcome(CompressedNetwork.of(stored, network.inputs(), scales), compression);
  }

  private static void requireRunnable(QuantisedNetwork network) {
    if (network.layers().isEmpty()) {
      throw new InputException(network.name() + ": has nothing that the accelerator could run, only work for the host; give a network with a"
          + " convolution or a matrix product");
    }
  }
}
