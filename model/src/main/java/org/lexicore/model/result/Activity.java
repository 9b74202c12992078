package org.lexicore.model.result;

/**
 * What the datapath does beside the multiplications, counted: from it and the traffic follow the accesses of every memory, and the energy. One
 * unit of each moves as many bytes as the accelerator's parameters say; {@code docs/microarchitecture.md} has the stages.
 */
public enum Activity {
  /** Passes: each swaps all R × C active weights. */
  PASSES("passes"),
  /** Pixels that went through the array: each reads a line of both activation banks, and reads and writes C accumulators. */
  PIXELS("pixels"),
  /** Weights, a byte each, written into the shadow registers. */
  WEIGHTS_WRITTEN("weights_written"),
  /** Codewords read from the store, all ports together. */
  CODEWORDS("codewords"),
  /** Words read from the index buffer. */
  INDEX_WORDS("index_words"),
  /** Elements of drains: each reads C accumulators and a group of parameters, and requantises a value per lane. */
  DRAIN_ELEMENTS("drain_elements"),
  /** Drain elements with a residual: each reads and requantises a byte per lane more. */
  RESIDUAL_ELEMENTS("residual_elements"),
  /** Writes of the result buffer, a byte per lane. */
  RESULTS("results");

  private final String key;

  Activity(String key) {
    this.key = key;
  }

  /** The name in {@code result.json}. */
  public String key() {
    return key;
  }
}
