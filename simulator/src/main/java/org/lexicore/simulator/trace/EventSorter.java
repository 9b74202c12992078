package org.lexicore.simulator.trace;

import java.io.Closeable;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Brings what a {@link TraceSink} is told into the order of cycles, in the payloads of {@code docs/trace-format.md}, for
 * whoever writes it. {@link #close} ends the writing at the last settled cycle.
 */
abstract sealed class EventSorter implements TraceSink, Closeable permits TraceWriter, WaveWriter {
  private static final TraceGroup[] GROUPS = TraceGroup.values();

  /** Cycles that are let settle before they are written. */
  private static final int BATCH = 2048;

  private final int wordBytes;
  private final EventStream[] streams = new EventStream[GROUPS.length];
  private long written;
  private long settled;

  EventSorter(Accelerator accelerator) {
    this.wordBytes = accelerator.wordBytes();
    for (TraceGroup group : GROUPS) {
      streams[group.ordinal()] = new EventStream(group.bytes(accelerator));
    }
  }

  /**
   * Writes {@code cycle}, in which something happens: takes the events of this cycle from {@code streams}, which are in the
   * order of the groups.
   */
  abstract void cycle(long cycle, EventStream[] streams);

  /** Ends the writing before {@code cycle}. */
  abstract void end(long cycle);

  @Override
  public final boolean active() {
    return true;
  }

  @Override
  public final void hostWrite(long cycle, int address, int value, boolean ready) {
    put(TraceGroup.HOST_WRITE, cycle, address & 0xFFFFFFFFL | (long) value << 32, 8);
    ready(TraceGroup.HOST_WRITE_READY, cycle, ready);
  }

  @Override
  public final void hostWriteResponse(long cycle, int response) {
    put(TraceGroup.HOST_WRITE_RESPONSE, cycle, response, 1);
  }

  @Override
  public final void hostRead(long cycle, int address, boolean ready) {
    put(TraceGroup.HOST_READ, cycle, address, 4);
    ready(TraceGroup.HOST_READ_READY, cycle, ready);
  }

  @Override
  public final void hostReadData(long cycle, int value, int response) {
    put(TraceGroup.HOST_READ_DATA, cycle, value & 0xFFFFFFFFL | (long) response << 32, 5);
  }

  @Override
  public final void interrupt(long cycle) {
    put(TraceGroup.IRQ, cycle, 0, 0);
  }

  @Override
  public final void readAddress(long cycle, int address, int beats, boolean ready) {
    put(TraceGroup.READ_ADDRESS, cycle, address & 0xFFFFFFFFL | (long) (beats - 1) << 32, 5);
    ready(TraceGroup.READ_ADDRESS_READY, cycle, ready);
  }

  @Override
  public final void readData(long cycle, byte[] data, int from, boolean last, int response) {
    EventStream stream = streams[TraceGroup.READ_DATA.ordinal()];
    int at = stream.add(cycle);
    System.arraycopy(data, from, stream.payloads(), at, wordBytes);
    stream.payloads()[at + wordBytes] = (byte) ((last ? 1 : 0) | response << 1);
  }

  @Override
  public final void writeAddress(long cycle, int address, int beats, boolean ready) {
    put(TraceGroup.WRITE_ADDRESS, cycle, address & 0xFFFFFFFFL | (long) (beats - 1) << 32, 5);
    ready(TraceGroup.WRITE_ADDRESS_READY, cycle, ready);
  }

  @Override
  public final void writeData(long cycle, byte[] data, long strobes, boolean last, boolean ready) {
    EventStream stream = streams[TraceGroup.WRITE_DATA.ordinal()];
    int at = stream.add(cycle);
    System.arraycopy(data, 0, stream.payloads(), at, wordBytes);
    Little.put(stream.payloads(), at + wordBytes, strobes, 8);
    stream.payloads()[at + wordBytes + 8] = (byte) (last ? 1 : 0);
    ready(TraceGroup.WRITE_DATA_READY, cycle, ready);
  }

  @Override
  public final void writeResponse(long cycle, int response) {
    put(TraceGroup.WRITE_RESPONSE, cycle, response, 1);
  }

  @Override
  public final void dispatch(long cycle, int units) {
    put(TraceGroup.DISPATCH, cycle, units, 1);
  }

  @Override
  public final void issue(long cycle, int units) {
    put(TraceGroup.ISSUE, cycle, units, 1);
  }

  @Override
  public final void retire(long cycle, int units) {
    put(TraceGroup.RETIRE, cycle, units, 1);
  }

  @Override
  public final void decode(long cycle, byte[] rows) {
    EventStream stream = streams[TraceGroup.DECODE.ordinal()];
    int at = stream.add(cycle);
    System.arraycopy(rows, 0, stream.payloads(), at, stream.size());
  }

  @Override
  public final void passStart(long cycle) {
    put(TraceGroup.PASS_START, cycle, 0, 0);
  }

  @Override
  public final void passEnd(long cycle) {
    put(TraceGroup.PASS_END, cycle, 0, 0);
  }

  @Override
  public final void accumulate(long cycle, int address, int[] sums) {
    EventStream stream = streams[TraceGroup.ACCUMULATE.ordinal()];
    int at = stream.add(cycle);
    Little.put(stream.payloads(), at, address, 2);
    for (int c = 0; c < sums.length; c++) {
      Little.put(stream.payloads(), at + 2 + 4 * c, sums[c], 4);
    }
  }

  @Override
  public final void result(long cycle, int address, byte[] lanes) {
    EventStream stream = streams[TraceGroup.RESULT.ordinal()];
    int at = stream.add(cycle);
    Little.put(stream.payloads(), at, address, 4);
    System.arraycopy(lanes, 0, stream.payloads(), at + 4, lanes.length);
  }

  @Override
  public final void discardEvents(long from) {
    for (int group = TraceGroup.DECODE.ordinal(); group < GROUPS.length; group++) {
      streams[group].discard(from);
    }
  }

  @Override
  public final void settled(long cycle) {
    settled = Math.max(settled, cycle);
    if (settled - written >= BATCH) {
      write();
    }
  }

  @Override
  public final void close() {
    write();
    end(settled);
  }

  private void write() {
    written = settled;
    for (long cycle = next(); cycle < settled; cycle = next()) {
      cycle(cycle, streams);
    }
  }

  private long next() {
    long next = Long.MAX_VALUE;
    for (EventStream stream : streams) {
      next = Math.min(next, stream.next());
    }
    return next;
  }

  private void ready(TraceGroup group, long cycle, boolean ready) {
    if (ready) {
      put(group, cycle, 0, 0);
    }
  }

  private void put(TraceGroup group, long cycle, long payload, int bytes) {
    EventStream stream = streams[group.ordinal()];
    int at = stream.add(cycle);
    Little.put(stream.payloads(), at, payload, bytes);
  }
}
