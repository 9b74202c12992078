package org.lexicore.cli.chain;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.quantise.ActivationScale;
import org.lexicore.compiler.quantise.CalibrateRanges;
import org.lexicore.compiler.quantise.Quantisation;
import org.lexicore.compiler.quantise.Quantiser;
import org.lexicore.model.network.QuantisedNetwork;

/** Turns an opened network into the integers that the accelerator works on. */
public final class QuantiseNetwork {
  private QuantiseNetwork() {}

  /**
   * The network in integers.
   *
   * @param samples asked only if the network does not know the scales of its activations
   * @param err where warnings go
   */
  public static QuantisedNetwork apply(CompressedNetwork network, Supplier<Samples> samples, PrintWriter err) {
    network.notices().forEach(notice -> err.println("note: " + notice));
    Map<String, ActivationScale> scales = network.activations().isEmpty()
        ? new CalibrateRanges(CompressNetwork.RANGE).calibrate(network.graph(), samples.get())
        : network.activations();
    Quantisation quantisation = Quantiser.quantise(network.graph(), scales);
    quantisation.warnings().forEach(warning -> err.println("note: " + warning));
    return quantisation.network();
  }
}
