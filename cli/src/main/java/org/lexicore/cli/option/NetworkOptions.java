package org.lexicore.cli.option;

import java.nio.file.Path;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.Topologies;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network, as a file of its own or as a mere topology. */
public final class NetworkOptions {
  @Parameters(arity = "0..1", paramLabel = "NETWORK",
      description = "A compressed network; or an ONNX file, which then runs on int8 weights.")
  private Path network;

  @Option(names = "--topology", paramLabel = "FILE.csv",
      description = "In place of NETWORK: a topology file of SCALE-Sim, whose layers get seeded weights.")
  private Path topology;

  @Mixin private ShapeOptions shapes;

  /** The file or folder that was given. */
  public Path place() {
    if ((network == null) == (topology == null)) {
      throw new InputException(network == null
          ? "no network is given; name one, or a topology file with --topology"
          : network + " and --topology " + topology + ": are two networks; give one");
    }
    return network == null ? topology : network;
  }

  /** The network; a topology gets codes for the codeword store of {@code accelerator}. */
  public CompressedNetwork open(Accelerator accelerator, long seed) {
    Path place = place();
    return topology == null ? Networks.read(place, shapes.read()) : Topologies.open(place, accelerator, seed);
  }
}
