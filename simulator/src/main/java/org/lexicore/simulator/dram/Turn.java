package org.lexicore.simulator.dram;

import org.lexicore.model.dram.ControllerSettings;

/**
 * Whose turn it is, the reads' or the writes': writes go from the high watermark of their queue down to the low one, and while
 * no reads wait. It is decided at the beginning of each cycle, so it changes only in a cycle after one in which the queues did.
 */
final class Turn {
  private final RequestQueue reads;
  private final RequestQueue writes;
  private final int high;
  private final int low;

  /** The queue whose turn it was in the cycle in which the queues last changed; and that cycle. */
  private RequestQueue then;

  private long changed = -1;

  Turn(ControllerSettings settings, RequestQueue reads, RequestQueue writes) {
    this.reads = reads;
    this.writes = writes;
    this.high = settings.writeHighPercent() * writes.capacity();
    this.low = settings.writeLowPercent() * writes.capacity();
    this.then = reads;
  }

  /** The queues are about to change in {@code cycle}. */
  void beforeChange(long cycle) {
    if (cycle > changed) {
      then = next();
      changed = cycle;
    }
  }

  /** The queue whose turn it is after the cycle in which they last changed. */
  RequestQueue next() {
    int filling = 100 * writes.size();
    boolean write = reads.size() == 0 || (then == writes ? filling >= low : filling > high);
    return write ? writes : reads;
  }

  /** Whether the queues changed in {@code cycle}. */
  boolean changedIn(long cycle) {
    return cycle == changed;
  }

  /** The queue whose turn it was in the cycle in which they last changed. */
  RequestQueue then() {
    return then;
  }
}
