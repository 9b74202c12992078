package org.lexicore.simulator.dram;

import java.util.ArrayDeque;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;

/**
 * DRAM to the command behind the AXI bus: bursts cross into the command clock, are cut into accesses and go to the controllers;
 * data comes back whole access by whole access, in whatever order, and goes on in the order of the addresses.
 *
 * <p>Writes are posted: a burst's response comes when the last of its accesses is in a controller's write queue. From then on a
 * read of it is answered from that queue or follows it, so that no later load overtakes a store whose token was released at its
 * response.
 *
 * <p>What the accelerator hands over in a cycle reaches the memory in a later command cycle; so when the accelerator looks at a
 * cycle, all that the memory has done until then is settled.
 */
final class TimedDram implements Dram {
  /**
   * More than accesses of reads can be under way: 64 bursts of 256 bytes, cut at 32 bytes, and one more each where they lie
   * across.
   */
  private static final int WINDOW = 1024;

  private static final long UNKNOWN = Long.MAX_VALUE;

  /** A read on its way: number of its first access, address, beats. */
  private record Read(long firstAccess, long address, int beats) {}

  private final Accelerator.Dram.Timed timed;
  private final ClockCrossing crossing;
  private final int wordBytes;
  private final int accessBytes;

  private DramSystem memory;
  private BurstSplitter readSplitter;
  private BurstSplitter writeSplitter;

  /** Command cycles before this one are done. */
  private long settled;

  private final ArrayDeque<Read> reads = new ArrayDeque<>();
  private final long[] seen = new long[WINDOW];
  private long accesses;
  private int beatsDone;
  private long lastBeat;

  private final ArrayDeque<Long> responses = new ArrayDeque<>();
  private long lastResponse;

  /** Addresses of the write bursts whose data is still to come, and how many beats of the first one came. */
  private final ArrayDeque<Long> writeAddresses = new ArrayDeque<>();

  private int writeBeats;

  /** The memory {@code timed} behind the bus and the clock of {@code accelerator}. */
  TimedDram(Accelerator.Dram.Timed timed, Accelerator accelerator) {
    this.timed = timed;
    this.crossing =
        new ClockCrossing(
            accelerator.clockMhz(), timed.standard().timing().clockMhz(), timed.controller().synchroniserCycles());
    this.wordBytes = accelerator.wordBytes();
    this.accessBytes = timed.standard().organisation().accessBytes();
    start();
  }

  @Override
  public void start() {
    memory =
        new DramSystem(
            timed.standard(), timed.controller(), (access, done) -> seen[slot(access)] = crossing.toAccelerator(done),
            channel -> CommandTrace.NONE);
    int capacity = timed.controller().crossingBursts();
    readSplitter = new BurstSplitter(memory, false, accessBytes, capacity, crossing);
    writeSplitter = new BurstSplitter(memory, true, accessBytes, capacity, crossing);
    settled = 0;
    reads.clear();
    accesses = 0;
    beatsDone = 0;
    lastBeat = -1;
    responses.clear();
    lastResponse = -1;
    writeAddresses.clear();
    writeBeats = 0;
  }

  private static int slot(long access) {
    return (int) (access & WINDOW - 1);
  }

  /** Lets the memory do all that it does before it sees what the accelerator hands over in {@code cycle}. */
  private void settle(long cycle) {
    run(crossing.toMemory(cycle));
  }

  /** Does all that happens in the memory before {@code end}, a cycle of the command clock. */
  private void run(long end) {
    if (end <= settled) {
      return;
    }
    settled = end;
    long next = nextAccess();
    while (next < end) {
      if (readSplitter.next() == next) {
        readSplitter.step(next);
      }
      if (writeSplitter.next() == next && writeSplitter.step(next)) {
        lastResponse = Math.max(lastResponse + 1, crossing.toAccelerator(next + 1));
        responses.add(lastResponse);
      }
      next = nextAccess();
    }
    memory.run(end);
  }

  private long nextAccess() {
    return Math.min(readSplitter.next(), writeSplitter.next());
  }

  /** Command cycle in which something may happen next, if nothing else comes. */
  private long nextEvent() {
    return Math.min(nextAccess(), memory.next());
  }

  @Override
  public boolean acceptReadAddress(long cycle, int address, int beats) {
    settle(cycle);
    if (!readSplitter.hasRoom(cycle)) {
      return false;
    }
    long from = Integer.toUnsignedLong(address);
    int bytes = beats * wordBytes;
    readSplitter.take(from, bytes);
    readSplitter.arrive(from + bytes, true, crossing.toMemory(cycle));
    reads.add(new Read(accesses, from, beats));
    long end = accesses + accessOf(from, beats - 1) + 1;
    for (; accesses < end; accesses++) {
      seen[slot(accesses)] = UNKNOWN;
    }
    return true;
  }

  /** Which access of a burst from {@code address} on has the last byte of beat {@code beat}. */
  private int accessOf(long address, int beat) {
    return (int) ((address + (long) (beat + 1) * wordBytes - 1) / accessBytes - address / accessBytes);
  }

  @Override
  public boolean readBeat(long cycle) {
    settle(cycle);
    if (beatDue() > cycle) {
      return false;
    }
    lastBeat = cycle;
    beatsDone++;
    if (beatsDone == reads.getFirst().beats) {
      reads.removeFirst();
      beatsDone = 0;
    }
    return true;
  }

  /** When the next beat comes; {@code UNKNOWN} while its data is not. */
  private long beatDue() {
    Read read = reads.peekFirst();
    if (read == null) {
      return UNKNOWN;
    }
    long at = lastBeat + 1;
    int last = accessOf(read.address, beatsDone);
    // A word wider than an access needs several.
    for (int access = last - Math.max(0, wordBytes / accessBytes - 1); access <= last; access++) {
      at = Math.max(at, seen[slot(read.firstAccess + access)]);
    }
    return at;
  }

  @Override
  public int readResponseCode() {
    return OKAY;
  }

  @Override
  public boolean acceptWriteAddress(long cycle, int address, int beats, boolean data) {
    settle(cycle);
    if (!writeSplitter.hasRoom(cycle)) {
      return false;
    }
    long from = Integer.toUnsignedLong(address);
    writeSplitter.take(from, beats * wordBytes);
    writeAddresses.add(from);
    return true;
  }

  /**
   * Held off until its address was taken, before or in the same cycle: who has the place for a burst has it for its
   * data.
   */
  @Override
  public boolean acceptWriteData(long cycle, boolean last) {
    if (writeAddresses.isEmpty()) {
      return false;
    }
    writeBeats++;
    writeSplitter.arrive(writeAddresses.getFirst() + (long) writeBeats * wordBytes, last, crossing.toMemory(cycle));
    if (last) {
      writeAddresses.removeFirst();
      writeBeats = 0;
    }
    return true;
  }

  @Override
  public boolean writeResponse(long cycle) {
    settle(cycle);
    if (responses.isEmpty() || responses.getFirst() > cycle) {
      return false;
    }
    responses.removeFirst();
    return true;
  }

  @Override
  public int writeResponseCode() {
    return OKAY;
  }

  @Override
  public long nextBeat(long cycle) {
    return Math.min(beatDue(), seen(nextEvent()));
  }

  @Override
  public long nextResponse(long cycle) {
    return responses.isEmpty() ? seen(writeSplitter.next()) : responses.getFirst();
  }

  /** When the accelerator may see what happens in {@code command}, a cycle of the command clock. */
  private long seen(long command) {
    return command == UNKNOWN ? UNKNOWN : crossing.toAccelerator(command);
  }

  @Override
  public Optional<DramStatistics> finish() {
    // Writes are answered before they are done.
    for (long next = nextEvent(); next < UNKNOWN; next = nextEvent()) {
      run(next + 1);
    }
    run(memory.lastData());
    return Optional.of(memory.statistics(settled));
  }
}
