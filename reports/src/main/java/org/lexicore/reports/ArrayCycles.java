package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

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
  /** The kinds of cycles, in the order of the counters. */
  public enum Cause {
    BUSY("busy"),
    WEIGHTS("waits for weights"),
    LOAD("waits for loads"),
    DRAIN("waits for the drain"),
    STORE("waits for stores"),
    INSTRUCTION("waits for instructions");

    private final String label;

    Cause(String label) {
      this.label = label;
    }

    /** The name in {@code result.json}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The name in a chart. */
    String label() {
      return label;
    }
  }

  /** No cycles. */
  static final ArrayCycles NONE = new ArrayCycles(0, 0, 0, 0, 0, 0);

  /** The cycles of one kind. */
  public long of(Cause cause) {
    return switch (cause) {
      case BUSY -> busy;
      case WEIGHTS -> weights;
      case LOAD -> load;
      case DRAIN -> drain;
      case STORE -> store;
      case INSTRUCTION -> instruction;
    };
  }

  /** The kinds of waiting, in the order of the counters. */
  Stream<Cause> causes() {
    return Arrays.stream(Cause.values()).filter(cause -> cause != Cause.BUSY);
  }

  /** All cycles. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public long total() {
    return busy + weights + load + drain + store + instruction;
  }
}
