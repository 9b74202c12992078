package org.lexicore.compiler.map;

/**
 * How one layer is run.
 *
 * @param weights {@code indices}, {@code int8}, or {@code int8 diagonal} where each channel is filtered by itself
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
    String layer, String weights, int tileRows, int tileColumns, long tiles, long passes, long streamBytes, long streamLoads,
    long replays, long estimatedCycles) {
  static final String INDICES = "indices";

  /** Whether the weights reach the array as indices of codewords. */
  public boolean indexed() {
    return weights.equals(INDICES);
  }
}
