package org.lexicore.model.timing;

/** The fixed latencies of the pipelines, in cycles; {@code docs/microarchitecture.md} draws them stage by stage. */
public final class Latencies {
  private Latencies() {}

  /** From a compute's issue to its first decode step: two words of the stream are read, and the window is filled. */
  public static final int STREAM_PRIME = 3;

  /** From a decode step to its write into the shadow weights. */
  public static final int DECODE = 4;

  /** From a pass's start to its swap of shadow and active weights. */
  public static final int SWAP = 4;

  /** The least cycles from one pass's start to the next: the accumulators' read-add-write loop, and the swap's distance. */
  public static final int MINIMUM_PASS = 4;

  /** From an output element's place in a drain to the write of its result, counted from the issue. */
  public static final int DRAIN = 21;

  /** From a pass's start to the accumulator write of its first pixel. */
  public static int accumulate(int rows) {
    return 7 + org.lexicore.model.accelerator.Accelerator.log2(rows);
  }
}
