package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the array did in each cycle, as the hardware's counters say: it took a pixel ({@code busy}), or waited.
 *
 * @param weights for a pass's weights to be decoded
 * @param load for data from DRAM
 * @param drain for an accumulator bank
 * @param store for space in the result buffer
 * @param instruction for an instruction
 */
public record ArrayCycles(long busy, long weights, long load, long drain, long store, long instruction) {
  /** All cycles. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public long total() {
    return busy + weights + load + drain + store + instruction;
  }
}
