package org.lexicore.simulator.trace;

import java.util.Locale;
import org.lexicore.model.accelerator.Accelerator;

/** The groups of signals in a trace; the ordinal is the bit in a record's mask. {@code docs/trace-format.md} gives each payload. */
public enum TraceGroup {
  HOST_WRITE,
  HOST_WRITE_READY,
  HOST_WRITE_RESPONSE,
  HOST_READ,
  HOST_READ_READY,
  HOST_READ_DATA,
  IRQ,
  READ_ADDRESS,
  READ_ADDRESS_READY,
  READ_DATA,
  WRITE_ADDRESS,
  WRITE_ADDRESS_READY,
  WRITE_DATA,
  WRITE_DATA_READY,
  WRITE_RESPONSE,
  DISPATCH,
  ISSUE,
  RETIRE,
  DECODE,
  PASS_START,
  PASS_END,
  ACCUMULATE,
  RESULT;

  /** The name in the header. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Bytes of the group's payload for {@code accelerator}. */
  public int bytes(Accelerator accelerator) {
    return switch (this) {
      case HOST_WRITE_READY, HOST_READ_READY, IRQ, READ_ADDRESS_READY, WRITE_ADDRESS_READY, WRITE_DATA_READY, PASS_START, PASS_END -> 0;
      case HOST_WRITE_RESPONSE, WRITE_RESPONSE, DISPATCH, ISSUE, RETIRE -> 1;
      case HOST_READ -> 4;
      case HOST_READ_DATA, READ_ADDRESS, WRITE_ADDRESS -> 5;
      case HOST_WRITE -> 8;
      case READ_DATA -> accelerator.wordBytes() + 1;
      case WRITE_DATA -> accelerator.wordBytes() + 9;
      case DECODE -> accelerator.codebook().ports() * accelerator.array().rows();
      case ACCUMULATE -> 2 + 4 * accelerator.array().columns();
      case RESULT -> 4 + accelerator.postprocess().lanes();
    };
  }
}
