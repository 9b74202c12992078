package org.lexicore.compiler.map;

import java.util.List;
import java.util.Optional;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.model.network.LayerWeights;
import org.lexicore.model.network.QuantisedLayer;
import org.lexicore.model.program.TensorLayout;

/**
 * How a layer is run.
 *
 * @param word bytes an AXI word
 * @param walk of its reduction
 * @param tileHeight rows of the output in a tile
 * @param tileWidth columns of the output in a tile
 * @param columnTiles all output channels, in order
 * @param tilesPerGroup column tiles for which a pixel tile is kept before the next pixel tile comes
 * @param planesTogether whether a tile's input rows are held with all planes that a group reads; else part by part
 * @param streamsDirectly whether weights that are a tensor are loaded as the tensor lies
 * @param estimate what it is expected to cost
 */
record LayerPlan(
    Geometry geometry, TensorLayout input, TensorLayout output, Optional<TensorLayout> residual,
    int word, KernelWalk walk, int tileHeight, int tileWidth, List<ColumnTile> columnTiles, int tilesPerGroup, boolean planesTogether,
    boolean streamsDirectly, Estimate estimate) {

  /**
   * What a layer is expected to cost.
   *
   * @param compute cycles of the array
   * @param drain cycles of the drain
   * @param memory cycles of the AXI port
   * @param serial cycles in which nothing overlaps
   * @param least cycles of the array if each pass took one cycle per pixel and nothing twice
   */
  record Estimate(long compute, long drain, long memory, long serial, long least) {
    long cycles() {
      return Math.max(compute, Math.max(drain, memory)) + serial;
    }

    /**
     * What plans are compared by: a word from DRAM counts as much as a cycle, hidden behind the array or not, since its energy is
     * above that of the array in a cycle.
     */
    long cost() {
      return cycles() + memory;
    }
  }

  /** This plan, with its streams loaded from the tensor that holds the weights, or not. */
  LayerPlan withStreamsDirectly(boolean directly) {
    return new LayerPlan(
        geometry, input, output, residual, word, walk, tileHeight, tileWidth, columnTiles, tilesPerGroup, planesTogether, directly,
        estimate);
  }

  /** The same plan for the tensors of {@code layer}. */
  LayerPlan on(QuantisedLayer layer) {
    return new LayerPlan(
        Geometry.of(layer), input, output, residual, word, walk, tileHeight, tileWidth, columnTiles, tilesPerGroup, planesTogether,
        streamsDirectly, estimate);
  }

  /** What stays on chip. */
  LoopOrder order() {
    if (!planesTogether) {
      return LoopOrder.NOTHING_REUSED;
    }
    return groups() > 1 ? LoopOrder.WEIGHTS_REUSED : LoopOrder.ACTIVATIONS_REUSED;
  }

  /** How the weights reach the array. */
  String weights() {
    return geometry.layer().weights() instanceof LayerWeights.Streamed ? "tensor" : walk.stream().word();
  }

  /** Whether tiles span the output's width. */
  boolean fullWidth() {
    return tileWidth >= output.shape().width();
  }

  int tilesY() {
    return Span.ceilDiv(output.shape().height(), tileHeight);
  }

  int tilesX() {
    return Span.ceilDiv(output.shape().width(), tileWidth);
  }

  /** The tile in row {@code y} and column {@code x} of the tiles. */
  Tile tile(int y, int x) {
    return geometry.tile(
        new Span(y * tileHeight, Math.min(output.shape().height(), (y + 1) * tileHeight)),
        new Span(x * tileWidth, Math.min(output.shape().width(), (x + 1) * tileWidth)));
  }

  /** The column tiles of group {@code index}. */
  List<ColumnTile> group(int index) {
    int first = index * tilesPerGroup;
    return columnTiles.subList(first, Math.min(columnTiles.size(), first + tilesPerGroup));
  }

  int groups() {
    return Span.ceilDiv(columnTiles.size(), tilesPerGroup);
  }
}
