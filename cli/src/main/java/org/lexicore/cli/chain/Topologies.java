package org.lexicore.cli.chain;

import java.nio.file.Path;
import java.util.Map;
import org.lexicore.cli.terminal.Nearest;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.quantise.EstimateRanges;
import org.lexicore.compiler.topology.ScaleSimTopology;
import org.lexicore.compiler.topology.SeededCodes;
import org.lexicore.compiler.topology.Topology;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.network.FloatGraph;

/** Networks of which only the shape is given, by a name or by a file of SCALE-Sim. */
public final class Topologies {
  /** A network in float, and which of its layers would be compressed. */
  public record Drawn(FloatGraph graph, LayerSelection selection) {
    /** With seeded codes of one codebook of {@code k} codewords of {@code d} weights. */
    public CompressedNetwork coded(int k, int d, long seed) {
      return SeededCodes.replace(graph, selection, k, d, seed);
    }

    /** With seeded codes of a codebook for each layer, of {@code k} codewords at most. */
    public CompressedNetwork codedPerLayer(int k, int d, long seed) {
      return SeededCodes.replacePerLayer(graph, selection, k, d, seed);
    }
  }

  private Topologies() {}

  /**
   * The network called {@code what}.
   *
   * @param what a title of {@link Topology}, or a {@code .csv} file
   * @param input rows and columns of an image, for titles
   */
  public static Drawn draw(String what, int input, long seed) {
    if (what.endsWith(".csv")) {
      FloatGraph graph = ScaleSimTopology.read(Path.of(what), seed);
      return new Drawn(graph, ScaleSimTopology.selection(graph));
    }
    Topology topology = Topology.of(what).orElseThrow(() -> new InputException(
        what + ": is no topology; " + Nearest.among(what, Topology.titles()).map(near -> near + " There are ").orElse("give one of ")
            + String.join(", ", Topology.titles()) + ", or a .csv file of SCALE-Sim"));
    return new Drawn(topology.draw(input, seed), LayerSelection.DEFAULT);
  }

  /** The layers in {@code file}, with codes for the codeword store of {@code accelerator} where it has one. */
  public static CompressedNetwork open(Path file, Accelerator accelerator, long seed) {
    return Progress.during("drawing " + file.getFileName(), () -> drawn(file, accelerator, seed));
  }

  private static CompressedNetwork drawn(Path file, Accelerator accelerator, long seed) {
    FloatGraph graph = ScaleSimTopology.read(file, seed);
    Drawn drawn = new Drawn(graph, ScaleSimTopology.selection(graph));
    CodebookStore store = accelerator.codebook();
    return store.isPresent()
        ? drawn.coded(store.entries(), store.dimension(), seed)
        : CompressedNetwork.of(graph, Map.of(), EstimateRanges.of(graph));
  }
}
