package org.lexicore.compiler.map;

/**
 * A way to run a layer that was weighed.
 *
 * @param tile rows x columns of the output in a tile
 * @param weights how weights reach the array: {@code indices}, {@code int8} or {@code int8 diagonal}, and {@code by row} where a pass takes
 *     a whole kernel row and not one kernel position
 * @param array cycles of the array
 * @param drain cycles of the drain
 * @param memory cycles of the AXI port
 * @param serial cycles in which nothing overlaps
 * @param cost what it is compared by: the expected cycles, and a cycle for each word from DRAM
 */
public record Candidate(String tile, LoopOrder order, String weights, long array, long drain, long memory, long serial, long cost) {
  static Candidate of(LayerPlan plan) {
    LayerPlan.Estimate e = plan.estimate();
    String weights = plan.weights() + (plan.walk().wholeRow() ? " by row" : "");
    return new Candidate(
        plan.tileHeight() + "x" + plan.tileWidth(), plan.order(), weights, e.compute(), e.drain(), e.memory(), e.serial(), e.cost());
  }

  /** Cycles that are expected. */
  public long cycles() {
    return Math.max(array, Math.max(drain, memory)) + serial;
  }
}
