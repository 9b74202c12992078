package org.lexicore.simulator.dram;

import java.util.ArrayDeque;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.WriteOrder;

/**
 * The {@code ideal} memory: fixed latency and bandwidth, with seeded random stalls of every channel, and a stated order
 * of addresses and data of writes.
 */
final class IdealDram implements Dram {
  private enum Channel { READ_ADDRESS, READ_DATA, WRITE_ADDRESS, WRITE_DATA, WRITE_RESPONSE }

  private static final long NEVER = Long.MIN_VALUE / 2;

  /** What {@link WriteOrder#MIXED} draws from, and the number of that draw beside those of the channels. */
  private static final WriteOrder[] ORDERS = {
    WriteOrder.FREE, WriteOrder.ADDRESS_FIRST, WriteOrder.TOGETHER, WriteOrder.DATA_FIRST
  };
  private static final int ORDER_DRAW = Channel.values().length;

  private record Burst(long handshake, int beats) {}

  private final int latency;
  private final int interval;
  private final int stallPercent;
  private final long seed;
  private final WriteOrder writeOrder;

  private final ArrayDeque<Burst> reads = new ArrayDeque<>();
  private final ArrayDeque<Long> responses = new ArrayDeque<>();
  private int beatsDone;
  private long lastBeat;
  private long nextBeat;
  private long lastWritten;
  private long lastResponse;

  /** Write addresses taken, the cycle of the last one, and bursts of which all data was taken. */
  private long addressesTaken;

  private long lastAddress;
  private long burstsWritten;

  /** A memory behind a bus of {@code wordBytes} bytes. */
  IdealDram(Accelerator.Dram.Ideal dram, int wordBytes) {
    latency = dram.latencyCycles();
    interval = (wordBytes + dram.bytesPerCycle() - 1) / dram.bytesPerCycle();
    stallPercent = dram.stallPercent();
    seed = dram.stallSeed();
    writeOrder = dram.writeOrder();
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
    addressesTaken = 0;
    lastAddress = NEVER;
    burstsWritten = 0;
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
  public boolean acceptWriteAddress(long cycle, int address, int beats, boolean data) {
    boolean turn =
        switch (order(addressesTaken)) {
          case FREE, ADDRESS_FIRST -> true;
          case TOGETHER -> data;
          case DATA_FIRST -> burstsWritten > addressesTaken;
          case MIXED -> throw new AssertionError("no draw");
        };
    if (!turn || stalled(Channel.WRITE_ADDRESS, cycle)) {
      return false;
    }
    addressesTaken++;
    lastAddress = cycle;
    if (burstsWritten >= addressesTaken) {
      respond(cycle);
    }
    return true;
  }

  @Override
  public boolean acceptWriteData(long cycle, boolean last) {
    boolean addressed = addressesTaken > burstsWritten;
    boolean turn =
        switch (order(burstsWritten)) {
          case FREE, DATA_FIRST -> true;
          case ADDRESS_FIRST -> addressed && (addressesTaken > burstsWritten + 1 || lastAddress < cycle);
          case TOGETHER -> addressed;
          case MIXED -> throw new AssertionError("no draw");
        };
    if (!turn || cycle < lastWritten + interval || stalled(Channel.WRITE_DATA, cycle)) {
      return false;
    }
    lastWritten = cycle;
    if (last) {
      burstsWritten++;
      if (addressesTaken >= burstsWritten) {
        respond(cycle);
      }
    }
    return true;
  }

  /** The order of write burst {@code number}. */
  private WriteOrder order(long number) {
    return writeOrder == WriteOrder.MIXED ? ORDERS[(int) (random(ORDER_DRAW, number) & ORDERS.length - 1)] : writeOrder;
  }

  /** Address and data of a burst are there, the later of them in {@code cycle}. */
  private void respond(long cycle) {
    lastResponse = free(Channel.WRITE_RESPONSE, Math.max(cycle + latency, lastResponse + 1));
    responses.add(lastResponse);
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
    return stallPercent > 0 && Long.remainderUnsigned(random(channel.ordinal(), cycle), 100) < stallPercent;
  }

  private long random(int draw, long number) {
    long mixed = seed + number * 0x9E3779B97F4A7C15L + (draw + 1) * 0xD1B54A32D192ED03L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
