package org.lexicore.simulator.trace;

import java.io.Closeable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Writes what a {@link TraceSink} is told in the format of {@code docs/trace-format.md}. {@link #close} ends the trace; the caller's stream is
 * flushed but stays open.
 */
public final class TraceWriter implements TraceSink, Closeable {
  private static final TraceGroup[] GROUPS = TraceGroup.values();

  private final int wordBytes;
  private final EventStream[] streams = new EventStream[GROUPS.length];
  private final TraceMerger merger;

  /** Writes the header of a trace of {@code accelerator} to {@code out}. */
  public TraceWriter(Accelerator accelerator, OutputStream out) {
    this.wordBytes = accelerator.wordBytes();
    for (TraceGroup group : GROUPS) {
      streams[group.ordinal()] = new EventStream(group.bytes(accelerator));
    }
    merger = new TraceMerger(out, streams);
    byte[] header = header(accelerator).getBytes(StandardCharsets.UTF_8);
    byte[] length = new byte[4];
    Little.put(length, 0, header.length, 4);
    merger.append("LXTRACE1".getBytes(StandardCharsets.US_ASCII));
    merger.append(length);
    merger.append(header);
  }

  /** Cycles that have a record so far. */
  public long records() {
    return merger.records();
  }

  /** Groups in all records so far: what a replay drives or compares. */
  public long events() {
    return merger.events();
  }

  private static String header(Accelerator a) {
    StringBuilder json = new StringBuilder();
    json.append("{\"format\": 1, \"accelerator\": \"").append(a.name().replace("\\", "\\\\").replace("\"", "\\\""));
    json.append("\", \"rows\": ").append(a.array().rows()).append(", \"columns\": ").append(a.array().columns());
    json.append(", \"ports\": ").append(a.codebook().ports()).append(", \"lanes\": ").append(a.postprocess().lanes());
    json.append(", \"word_bytes\": ").append(a.wordBytes()).append(", \"address_bits\": ").append(a.axi().addressBits());
    json.append(", \"groups\": [");
    for (TraceGroup group : GROUPS) {
      json.append(group.ordinal() == 0 ? "" : ", ").append("{\"name\": \"").append(group.key());
      json.append("\", \"bit\": ").append(group.ordinal()).append(", \"bytes\": ").append(group.bytes(a)).append('}');
    }
    return json.append("]}").toString();
  }

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public void hostWrite(long cycle, int address, int value) {
    put(TraceGroup.HOST_WRITE, cycle, address & 0xFFFFFFFFL | (long) value << 32, 8);
  }

  @Override
  public void hostWriteResponse(long cycle, int response) {
    put(TraceGroup.HOST_WRITE_RESPONSE, cycle, response, 1);
  }

  @Override
  public void hostRead(long cycle, int address) {
    put(TraceGroup.HOST_READ, cycle, address, 4);
  }

  @Override
  public void hostReadData(long cycle, int value, int response) {
    put(TraceGroup.HOST_READ_DATA, cycle, value & 0xFFFFFFFFL | (long) response << 32, 5);
  }

  @Override
  public void interrupt(long cycle) {
    put(TraceGroup.IRQ, cycle, 0, 0);
  }

  @Override
  public void readAddress(long cycle, int address, int beats, boolean ready) {
    put(TraceGroup.READ_ADDRESS, cycle, address & 0xFFFFFFFFL | (long) (beats - 1) << 32, 5);
    ready(TraceGroup.READ_ADDRESS_READY, cycle, ready);
  }

  @Override
  public void readData(long cycle, byte[] data, int from, boolean last, int response) {
    EventStream stream = streams[TraceGroup.READ_DATA.ordinal()];
    int at = stream.add(cycle);
    System.arraycopy(data, from, stream.payloads(), at, wordBytes);
    stream.payloads()[at + wordBytes] = (byte) ((last ? 1 : 0) | response << 1);
  }

  @Override
  public void writeAddress(long cycle, int address, int beats, boolean ready) {
    put(TraceGroup.WRITE_ADDRESS, cycle, address & 0xFFFFFFFFL | (long) (beats - 1) << 32, 5);
    ready(TraceGroup.WRITE_ADDRESS_READY, cycle, ready);
  }

  @Override
  public void writeData(long cycle, byte[] data, long strobes, boolean last, boolean ready) {
    EventStream stream = streams[TraceGroup.WRITE_DATA.ordinal()];
    int at = stream.add(cycle);
    System.arraycopy(data, 0, stream.payloads(), at, wordBytes);
    Little.put(stream.payloads(), at + wordBytes, strobes, 8);
    stream.payloads()[at + wordBytes + 8] = (byte) (last ? 1 : 0);
    ready(TraceGroup.WRITE_DATA_READY, cycle, ready);
  }

  @Override
  public void writeResponse(long cycle, int response) {
    put(TraceGroup.WRITE_RESPONSE, cycle, response, 1);
  }

  @Override
  public void dispatch(long cycle, int units) {
    put(TraceGroup.DISPATCH, cycle, units, 1);
  }

  @Override
  public void issue(long cycle, int units) {
    put(TraceGroup.ISSUE, cycle, units, 1);
  }

  @Override
  public void retire(long cycle, int units) {
    put(TraceGroup.RETIRE, cycle, units, 1);
  }

  @Override
  public void decode(long cycle, byte[] rows) {
    EventStream stream = streams[TraceGroup.DECODE.ordinal()];
    int at = stream.add(cycle);
    System.arraycopy(rows, 0, stream.payloads(), at, stream.size());
  }

  @Override
  public void passStart(long cycle) {
    put(TraceGroup.PASS_START, cycle, 0, 0);
  }

  @Override
  public void passEnd(long cycle) {
    put(TraceGroup.PASS_END, cycle, 0, 0);
  }

  @Override
  public void accumulate(long cycle, int address, int[] sums) {
    EventStream stream = streams[TraceGroup.ACCUMULATE.ordinal()];
    int at = stream.add(cycle);
    Little.put(stream.payloads(), at, address, 2);
    for (int c = 0; c < sums.length; c++) {
      Little.put(stream.payloads(), at + 2 + 4 * c, sums[c], 4);
    }
  }

  @Override
  public void result(long cycle, int address, byte[] lanes) {
    EventStream stream = streams[TraceGroup.RESULT.ordinal()];
    int at = stream.add(cycle);
    Little.put(stream.payloads(), at, address, 4);
    System.arraycopy(lanes, 0, stream.payloads(), at + 4, lanes.length);
  }

  @Override
  public void discardEvents(long from) {
    for (int group = TraceGroup.DECODE.ordinal(); group < GROUPS.length; group++) {
      streams[group].discard(from);
    }
  }

  @Override
  public void settled(long cycle) {
    merger.settled(cycle);
  }

  /** Ends the trace at the last settled cycle. */
  @Override
  public void close() {
    merger.end();
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
