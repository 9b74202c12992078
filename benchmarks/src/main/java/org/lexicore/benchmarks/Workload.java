package org.lexicore.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.Topologies;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.QuantisedTensor;

/** A network of seeded codes on an accelerator. */
final class Workload {
  private static final long SEED = 1;
  private static final int PIXELS = 224;

  private Workload() {}

  /**
   * The network called {@code name}.
   *
   * @param name a topology's title, or a number of equal layers, {@code 8 layers}
   */
  static Deployment deploy(String name, Path accelerator) throws IOException {
    Accelerator chosen = AcceleratorYaml.read(accelerator, List.of());
    int entries = chosen.codebook().entries();
    int dimension = chosen.codebook().dimension();
    CompressedNetwork network = draw(name).coded(entries, dimension, SEED);
    QuantiseNetwork.Quantised quantised = QuantiseNetwork.apply(
        network, () -> { throw new IllegalStateException("scales are seeded too"); }, new PrintWriter(PrintWriter.nullWriter()));
    return Deployment.of(quantised, chosen);
  }

  private static Topologies.Drawn draw(String name) throws IOException {
    if (!name.endsWith(" layers")) {
      return Topologies.draw(name, PIXELS, SEED);
    }
    Path table = Files.createTempFile("lexicore-layers", ".csv");
    try {
      Files.write(table, layers(Integer.parseInt(name.replace(" layers", ""))));
      return Topologies.draw(table.toString(), PIXELS, SEED);
    } finally {
      Files.delete(table);
    }
  }

  /** A table of {@code count} layers of 3 × 3 × 64 × 64 on 56 × 56 pixels, as SCALE-Sim takes them. */
  private static List<String> layers(int count) {
    List<String> lines = new ArrayList<>();
    lines.add("Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,");
    for (int i = 0; i < count; i++) {
      lines.add("layer" + i + ", 58, 58, 3, 3, 64, 64, 1,");
    }
    return lines;
  }

  /** Seeded integers for the network's inputs. */
  static List<int[]> inputs(Deployment deployment) {
    Random random = new Random(SEED);
    List<int[]> inputs = new ArrayList<>();
    for (QuantisedTensor tensor : deployment.network().inputs()) {
      inputs.add(random.ints(tensor.shape().size(), tensor.lowest(), tensor.highest() + 1).toArray());
    }
    return inputs;
  }
}
