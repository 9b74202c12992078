package org.lexicore.simulator.dram;

import java.util.ArrayDeque;

/**
 * One direction of the clock crossing: holds bursts until their accesses have gone to the controllers, in order, one a cycle of
 * the command clock. A controller without room holds up all behind.
 */
final class BurstSplitter {
  private static final long UNKNOWN = Long.MAX_VALUE;

  /** A burst whose first {@code arrived} accesses may go; the others' data is still to come. */
  private static final class Burst {
    final long address;
    final int accesses;
    final long[] arrivals;
    int arrived;
    int gone;

    Burst(long address, int accesses) {
      this.address = address;
      this.accesses = accesses;
      this.arrivals = new long[accesses];
    }
  }

  private final DramSystem memory;
  private final boolean write;
  private final int accessBytes;
  private final int capacity;
  private final ClockCrossing crossing;
  private final ArrayDeque<Burst> bursts = new ArrayDeque<>();

  /** When the accelerator sees that the place of a burst that has gone is free again. */
  private final ArrayDeque<Long> releases = new ArrayDeque<>();

  /** No access before this command cycle. */
  private long earliest;

  private long accesses;

  /** A splitter that holds {@code capacity} bursts. */
  BurstSplitter(DramSystem memory, boolean write, int accessBytes, int capacity, ClockCrossing crossing) {
    this.memory = memory;
    this.write = write;
    this.accessBytes = accessBytes;
    this.capacity = capacity;
    this.crossing = crossing;
  }

  /** Whether the accelerator sees room for another burst in its {@code cycle}. */
  boolean hasRoom(long cycle) {
    while (!releases.isEmpty() && releases.getFirst() <= cycle) {
      releases.removeFirst();
    }
    return bursts.size() + releases.size() < capacity;
  }

  /** Takes a burst of {@code bytes} from {@code address} on; what its accesses need comes later. */
  void take(long address, int bytes) {
    long first = address / accessBytes;
    bursts.add(new Burst(first * accessBytes, (int) ((address + bytes - 1) / accessBytes - first) + 1));
  }

  /**
   * The oldest burst that is not whole has all that it needs up to {@code end}, an address, from command cycle {@code at} on.
   */
  void arrive(long end, boolean whole, long at) {
    Burst burst = firstIncomplete();
    int count = whole ? burst.accesses : (int) ((end - burst.address) / accessBytes);
    while (burst.arrived < count) {
      burst.arrivals[burst.arrived] = at;
      burst.arrived++;
    }
  }

  private Burst firstIncomplete() {
    for (Burst burst : bursts) {
      if (burst.arrived < burst.accesses) {
        return burst;
      }
    }
    throw new IllegalStateException("more data than bursts");
  }

  /** Command cycle in which the next access may go, as far as is known; {@code Long.MAX_VALUE} if there is none. */
  long next() {
    Burst head = bursts.peekFirst();
    return head == null || head.gone == head.arrived ? UNKNOWN : Math.max(earliest, head.arrivals[head.gone]);
  }

  /**
   * Hands the next access to its controller in {@code cycle}, or waits for room; returns whether it was the last one of its
   * burst.
   */
  boolean step(long cycle) {
    Burst head = bursts.getFirst();
    long address = head.address + (long) head.gone * accessBytes;
    Controller channel = memory.channel(address);
    channel.run(cycle + 1);
    if (!channel.hasRoom(write)) {
      earliest = channel.next();
      return false;
    }
    memory.enqueue(channel, cycle, write, address, accesses);
    accesses++;
    head.gone++;
    earliest = cycle + 1;
    if (head.gone < head.accesses) {
      return false;
    }
    bursts.removeFirst();
    releases.add(crossing.toAccelerator(cycle + 1));
    return true;
  }
}
