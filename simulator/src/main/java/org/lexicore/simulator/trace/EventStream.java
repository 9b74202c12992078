package org.lexicore.simulator.trace;

import java.util.Arrays;

/** First-in first-out of one group's events, each a cycle and a payload of fixed size. */
final class EventStream {
  private final int size;
  private long[] cycles = new long[16];
  private byte[] payloads;
  private int head;
  private int tail;

  EventStream(int size) {
    this.size = size;
    this.payloads = new byte[16 * size];
  }

  /** Bytes of a payload. */
  int size() {
    return size;
  }

  /** Cycle of the oldest event; {@code Long.MAX_VALUE} if there is none. */
  long next() {
    return head < tail ? cycles[head] : Long.MAX_VALUE;
  }

  /** Adds an event; returns the place in {@link #payloads} where its payload is to be written. */
  int add(long cycle) {
    if (head < tail && cycle <= cycles[tail - 1]) {
      throw new IllegalStateException("an event of cycle " + cycle + " after one of " + cycles[tail - 1]);
    }
    if (tail == cycles.length) {
      makeRoom();
    }
    cycles[tail] = cycle;
    return size * tail++;
  }

  byte[] payloads() {
    return payloads;
  }

  /** Copies the oldest event's payload to {@code target} and drops it; returns its size. */
  int take(byte[] target, int at) {
    System.arraycopy(payloads, size * head, target, at, size);
    head++;
    if (head == tail) {
      head = 0;
      tail = 0;
    }
    return size;
  }

  /** Drops the events of {@code from} and later. */
  void discard(long from) {
    while (tail > head && cycles[tail - 1] >= from) {
      tail--;
    }
  }

  private void makeRoom() {
    if (head > tail / 2) {
      System.arraycopy(cycles, head, cycles, 0, tail - head);
      System.arraycopy(payloads, size * head, payloads, 0, size * (tail - head));
      tail -= head;
      head = 0;
    } else {
      cycles = Arrays.copyOf(cycles, 2 * cycles.length);
      payloads = Arrays.copyOf(payloads, 2 * payloads.length);
    }
  }
}
