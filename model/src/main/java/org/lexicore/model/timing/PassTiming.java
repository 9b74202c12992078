package org.lexicore.model.timing;

/**
 * When each pass starts: the recurrence of the weight path (decode pipeline, shadow weights) and the pixel path, exact to the cycle.
 *
 * <p>The decode pipeline is a rigid shift register that moves in <em>advance</em> cycles. It holds still (i) while the first
 * step of a pass stands at the shadow weights and the previous pass has not swapped, and (ii) while the last step of a pass
 * stands at the decoder and the previous pass has not started. Everything between is linear, so a pass costs O(1).
 *
 * <p>Drive it with {@link #issue} once an instruction, then {@link #pass} for each of its passes. The compiler's cost model and the
 * simulator both use it. Cycle numbers are absolute. A step that leaves the decoder in advance n is written to the shadow weights in advance
 * n + {@link Latencies#DECODE}; {@link Advances} tells in which cycles the advances take place.
 */
public final class PassTiming {
  private static final long NEVER = Long.MIN_VALUE / 2;

  /** Told how the decode pipeline moves. */
  @FunctionalInterface
  public interface Advances {
    /**
     * Advance {@code index} takes place in {@code cycle}, and each one after it a cycle later than the one before, until the next call.
     * A call with the index of the call before replaces it. What is said of advances below {@link PassTiming#index} is final.
     */
    void advance(long index, long cycle);
  }

  private final Advances advances;

  /** Advance index of the decoder's next free step, and the cycle of that advance. */
  private long index;

  private long cycle;

  /** First steps on their way to the shadow weights: advance index at which they get there, and the swap they wait for. */
  private final long[] gateIndex = new long[Latencies.DECODE + 2];

  private final long[] gateCycle = new long[Latencies.DECODE + 2];
  private int gateHead;
  private int gates;

  private long lastStart = NEVER;
  private long lastPixels;
  private long decoded;

  /** A pipeline that is empty in cycle 0, and nobody told of its advances. */
  public PassTiming() {
    this(0, (index, cycle) -> {});
  }

  /** A pipeline that is empty in {@code cycle}, which is that of advance 0. */
  public PassTiming(long cycle, Advances advances) {
    this.cycle = cycle;
    this.advances = advances;
    advances.advance(0, cycle);
  }

  /** The next advance that an instruction or a step may use: those before it have taken their place in time. */
  public long index() {
    return index;
  }

  /** Cycle of the advance {@link #index}; final if the decoder is idle in it. */
  public long cycle() {
    return cycle;
  }

  /** Lets the pipeline run empty until {@code until}: says that no instruction issues before. */
  public void idle(long until) {
    advanceToCycle(until);
  }

  /**
   * Issues an instruction.
   *
   * @param possible first cycle in which the queue's head is there and its waits are satisfied
   * @return the cycle of issue: the first advance cycle from {@code possible} on in which the decoder is idle
   */
  public long issue(long possible) {
    advanceToCycle(possible);
    long issued = cycle;
    moveTo(index + Latencies.STREAM_PRIME);
    return issued;
  }

  /**
   * Runs one pass of the instruction issued last.
   *
   * @param steps decode steps, at least 1; a pass stays in the decoder for at least 4 advances, or the hold of its second successor
   *     could stop its codewords short of the shadow weights when it swaps
   * @param pixels output pixels, at least 1
   * @return the cycle of the pass's start
   */
  public long pass(long steps, long pixels) {
    long previousSwap = lastStart + Latencies.SWAP;
    addGate(index + Latencies.DECODE, previousSwap);
    moveTo(index + Math.max(steps, Latencies.MINIMUM_PASS) - 1);
    // The hand-over register holds one pass: its successor's last step waits until it has started.
    if (cycle < lastStart) {
      hold(lastStart);
    }
    decoded = cycle;
    long start = Math.max(cycle + 1, lastStart + Math.max(lastPixels, Latencies.MINIMUM_PASS));
    lastStart = start;
    lastPixels = pixels;
    moveTo(index + 1);
    return start;
  }

  /** Cycle in which the last step of the pass run last left the decoder. */
  public long decoded() {
    return decoded;
  }

  private void addGate(long at, long opens) {
    int slot = (gateHead + gates++) % gateIndex.length;
    gateIndex[slot] = at;
    gateCycle[slot] = opens;
  }

  /** Moves the pipeline on to advance {@code target}, holding it at each gate on the way. */
  private void moveTo(long target) {
    while (gates > 0 && gateIndex[gateHead] <= target) {
      passGate();
    }
    cycle += target - index;
    index = target;
  }

  /** Moves on to the first advance in a cycle not before {@code earliest}. */
  private void advanceToCycle(long earliest) {
    while (cycle < earliest) {
      long free = earliest - cycle;
      if (gates == 0 || index + free < gateIndex[gateHead]) {
        index += free;
        cycle = earliest;
      } else {
        passGate();
      }
    }
  }

  private void passGate() {
    cycle += gateIndex[gateHead] - index;
    index = gateIndex[gateHead];
    if (cycle < gateCycle[gateHead]) {
      hold(gateCycle[gateHead]);
    }
    gateHead = (gateHead + 1) % gateIndex.length;
    gates--;
  }

  /** The pipeline holds still: the advance that would take place now takes place in {@code until}. */
  private void hold(long until) {
    cycle = until;
    advances.advance(index, cycle);
  }
}
