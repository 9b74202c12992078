package org.lexicore.simulator.dram;

import java.util.ArrayDeque;
import org.lexicore.model.accelerator.Accelerator;

/** The {@code ideal} memory: fixed latency and bandwidth, with seeded random stalls of every channel. */
final class IdealDram implements Dram {
  private enum Channel { READ_ADDRESS, READ_DATA, WRITE_ADDRESS, WRITE_DATA, WRITE_RESPONSE }

  private static final long NEVER = Long.MIN_VALUE / 2;

  private record Burst(long handshake, int beats) {}

  private final int latency;
  private final int interval;
  private final int stallPercent;
  private final long seed;

  private final ArrayDeque<Burst> reads = new ArrayDeque<>();
  private final ArrayDeque<Long> responses = new ArrayDeque<>();
  private int beatsDone;
  private long lastBeat;
  private long nextBeat;
  private long lastWritten;
  private long lastResponse;

  /** A memory behind a bus of {@code wordBytes} bytes. */
  IdealDram(Accelerator.Dram.Ideal dram, int wordBytes) {
    latency = dram.latencyCycles();
    interval = (wordBytes + dram.bytesPerCycle() - 1) / dram.bytesPerCycle();
    stallPercent = dram.stallPercent();
    seed = dram.stallSeed();
    start();
  }

  @Override
  public void start() {
    reads.clear();
    responses.clear();
    beatsDone = 0;
    lastBeat = NEVER;
    nextBeat = Long.MAX_VALUE;
    lastWritten = NEVER;
    lastResponse = NEVER;
  }

  @Override
  public boolean acceptReadAddress(long cycle, int address, int beats) {
    if (stalled(Channel.READ_ADDRESS, cycle)) {
      return false;
    }
    reads.add(new Burst(cycle, beats));
    if (reads.size() == 1) {
      scheduleBeat();
    }
    return true;
  }

  @Override
  public boolean readBeat(long cycle) {
    if (cycle != nextBeat) {
      return false;
    }
    lastBeat = cycle;
    beatsDone++;
    if (beatsDone == reads.getFirst().beats) {
      reads.removeFirst();
      beatsDone = 0;
    }
    scheduleBeat();
    return true;
  }

  private void scheduleBeat() {
    nextBeat =
        reads.isEmpty()
            ? Long.MAX_VALUE
            : free(Channel.READ_DATA, Math.max(reads.getFirst().handshake + latency, lastBeat + interval));
  }

  @Override
  public int readResponseCode() {
    return OKAY;
  }

  @Override
  public boolean acceptWriteAddress(long cycle, int address, int beats) {
    return !stalled(Channel.WRITE_ADDRESS, cycle);
  }

  @Override
  public boolean acceptWriteData(long cycle, boolean last) {
    if (cycle < lastWritten + interval || stalled(Channel.WRITE_DATA, cycle)) {
      return false;
    }
    lastWritten = cycle;
    if (last) {
      lastResponse = free(Channel.WRITE_RESPONSE, Math.max(cycle + latency, lastResponse + 1));
      responses.add(lastResponse);
    }
    return true;
  }

  @Override
  public boolean writeResponse(long cycle) {
    if (responses.isEmpty() || responses.getFirst() != cycle) {
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
    return nextBeat;
  }

  @Override
  public long nextResponse(long cycle) {
    return responses.isEmpty() ? Long.MAX_VALUE : responses.getFirst();
  }

  private long free(Channel channel, long from) {
    long cycle = from;
    while (stalled(channel, cycle)) {
      cycle++;
    }
    return cycle;
  }

  /** A pure function of the seed, so that a stall does not depend on what happened before. */
  private boolean stalled(Channel channel, long cycle) {
    if (stallPercent == 0) {
      return false;
    }
    long mixed = seed + cycle * 0x9E3779B97F4A7C15L + (channel.ordinal() + 1) * 0xD1B54A32D192ED03L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return Long.remainderUnsigned(mixed ^ mixed >>> 31, 100) < stallPercent;
  }
}
