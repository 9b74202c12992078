package org.lexicore.compiler.map;

import org.lexicore.model.instruction.WeightStream;

/**
 * How one layer is run.
 *
 * @param weights as users call them: a tensor, or the word of {@code stream}
 * @param stream how they reach the array
 * @param tileRows rows of the output in a tile
 * @param tileColumns columns of the output in a tile
 * @param tiles pixel tiles times column tiles
 * @param passes weight loads of the array
 * @param streamBytes bytes of indices or weights that are loaded
 * @param streamLoads how many streams are loaded
 * @param replays how many streams are used again from the index buffer
 * @param estimatedCycles what the cost model expects
 */
public record LayerReport(
    String layer, String weights, WeightStream stream, int tileRows, int tileColumns, long tiles, long passes, long streamBytes, long streamLoads,
    long replays, long estimatedCycles) {
  /** Whether the weights reach the array as indices of codewords. */
  public boolean indexed() {
    return stream.looksUp();
  }
}
