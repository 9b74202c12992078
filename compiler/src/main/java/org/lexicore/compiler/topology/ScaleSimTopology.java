package org.lexicore.compiler.topology;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lexicore.compiler.compress.LayerSelection;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.network.FloatGraph.Conv;
import org.lexicore.model.network.Window;

/**
 * The network of a topology file of SCALE-Sim (scalesim-project/SCALE-Sim): convolutions, or products of matrices.
 *
 * <p>Layers have no padding and are not connected: each has an input and an output of the network to itself. As in SCALE-Sim the output's
 * size is rounded up, (extent − filter + stride) / stride; a last window that reaches beyond the map sees zeros there.
 */
public final class ScaleSimTopology {
  private ScaleSimTopology() {}

  /**
   * The network of the layers in {@code file}, with seeded weights.
   *
   * @throws org.lexicore.model.InputException naming every line that is no layer
   */
  public static FloatGraph read(Path file, long seed) {
    DrawGraph draw = new DrawGraph(seed);
    List<String> outputs = new ArrayList<>();
    for (ScaleSimTable.Layer layer : ScaleSimTable.read(file)) {
      String input = draw.input(layer.name() + ".input", layer.channels(), layer.height(), layer.width());
      outputs.add(draw.conv(layer.name(), input, layer.filters(), window(layer), layer.groups()));
    }
    return draw.graph(file.getFileName().toString().replaceFirst("\\.csv$", ""), outputs);
  }

  private static Window window(ScaleSimTable.Layer layer) {
    int stride = layer.stride();
    int below = beyond(layer.height(), layer.filterHeight(), stride);
    int right = beyond(layer.width(), layer.filterWidth(), stride);
    return new Window(layer.filterHeight(), layer.filterWidth(), stride, stride, 1, 1, 0, 0, below, right);
  }

  /** Zeros that the last window of the rounded-up size sees beyond the map. */
  private static int beyond(int extent, int filter, int stride) {
    int outputs = Math.ceilDiv(extent - filter + stride, stride);
    return Math.max(0, (outputs - 1) * stride + filter - extent);
  }

  /** Which layers of {@code graph}, read here, are compressed: all but the first and the last of the file, and those of single channels. */
  public static LayerSelection selection(FloatGraph graph) {
    List<Conv> layers = graph.convolutions().toList();
    List<String> keep = Stream.concat(
            Stream.of(layers.getFirst(), layers.getLast()), layers.stream().filter(conv -> conv.weight().inputsPerGroup() == 1))
        .map(Conv::weightName)
        .distinct()
        .toList();
    return new LayerSelection(keep, List.of("*"), LayerSelection.DEFAULT.fewestWeights());
  }
}
