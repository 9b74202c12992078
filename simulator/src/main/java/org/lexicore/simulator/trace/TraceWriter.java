package org.lexicore.simulator.trace;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Writes what a {@link TraceSink} is told in the format of {@code docs/trace-format.md}. {@link #close} ends the trace; the caller's stream is
 * flushed but stays open.
 */
public final class TraceWriter extends EventSorter {
  private final TraceRecords records;

  /** Writes the header of a trace of {@code accelerator} to {@code out}. */
  public TraceWriter(Accelerator accelerator, OutputStream out) {
    super(accelerator);
    records = new TraceRecords(out);
    byte[] header = header(accelerator).getBytes(StandardCharsets.UTF_8);
    byte[] length = new byte[4];
    Little.put(length, 0, header.length, 4);
    records.append("LXTRACE2".getBytes(StandardCharsets.US_ASCII));
    records.append(length);
    records.append(header);
  }

  /** Cycles that have a record so far. */
  public long records() {
    return records.count();
  }

  /** Groups in all records so far: what a replay drives or compares. */
  public long events() {
    return records.events();
  }

  private static String header(Accelerator a) {
    StringBuilder json = new StringBuilder();
    json.append("{\"format\": 2, \"accelerator\": \"").append(a.name().replace("\\", "\\\\").replace("\"", "\\\""));
    json.append("\", \"rows\": ").append(a.array().rows()).append(", \"columns\": ").append(a.array().columns());
    json.append(", \"ports\": ").append(a.codebook().ports()).append(", \"lanes\": ").append(a.postprocess().lanes());
    json.append(", \"word_bytes\": ").append(a.wordBytes()).append(", \"address_bits\": ").append(a.axi().addressBits());
    json.append(", \"period_ps\": ").append(a.periodPs());
    json.append(", \"groups\": [");
    for (TraceGroup group : TraceGroup.values()) {
      json.append(group.ordinal() == 0 ? "" : ", ").append("{\"name\": \"").append(group.key());
      json.append("\", \"bit\": ").append(group.ordinal()).append(", \"bytes\": ").append(group.bytes(a)).append('}');
    }
    return json.append("]}").toString();
  }

  @Override
  void cycle(long cycle, EventStream[] streams) {
    records.put(cycle, streams);
  }

  @Override
  void end(long cycle) {
    records.end(cycle);
  }
}
