package org.lexicore.reports.area;

import static org.lexicore.model.accelerator.Accelerator.log2;

import org.lexicore.model.accelerator.Accelerator;

/** Bits of an accelerator's memories, but for the codebook, that macros are made for. */
final class Memories {
  /** Memories below this many bits are flip-flops: {@code lexicore_ram.v} of the synthesis. */
  static final int SMALLEST_MACRO_BITS = 512;

  /** Bits of a burst in the read port's queue, and of what stands beside a burst's address in the write port's. */
  static final int READ_BURST_BITS = 28;

  private static final int WRITE_BURST_BITS = 35;

  private static final int INSTRUCTIONS_FETCHED = 8;
  private static final int INSTRUCTION_BITS = 512;

  private Memories() {}

  /** Bits of a queue of {@code entries}, as {@code lexicore_fifo} builds it. */
  static long queueBits(int bits, int entries) {
    return (long) bits << Math.max(1, log2(entries));
  }

  /** Bits of the write port's queue of bursts. */
  static long writeQueueBits(Accelerator a) {
    return queueBits(a.axi().addressBits() + WRITE_BURST_BITS, a.axi().outstandingWrites());
  }

  /** Bits of {@code part}'s macros. */
  static long bits(ChipPart part, Accelerator a) {
    return switch (part) {
      case CONTROL -> INSTRUCTIONS_FETCHED * INSTRUCTION_BITS;
      case BUS -> macro(queueBits(READ_BURST_BITS, a.axi().outstandingReads()))
          + macro(writeQueueBits(a));
      case BUFFERS -> 8L * (a.activationBytes() + a.residualBytes() + a.resultBytes())
          + 8L * a.indexWords() * a.wordBytes()
          + 8 * Math.max(a.wordBytes(), a.parameterGroups() * 8L * a.postprocess().lanes());
      case ACCUMULATORS -> 2L * a.accumulatorDepth() * a.array().columns() * 32;
      case WEIGHT_PATH, CODEBOOK, SPAN_READER, ARRAY, DRAIN -> 0;
    };
  }

  private static long macro(long bits) {
    return bits < SMALLEST_MACRO_BITS ? 0 : bits;
  }
}
