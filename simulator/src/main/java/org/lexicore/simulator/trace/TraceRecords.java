package org.lexicore.simulator.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Writes records; {@code docs/trace-format.md} section 2. */
final class TraceRecords {
  private final OutputStream out;
  private byte[] buffer = new byte[1 << 16];
  private int used;
  private long written = -1;
  private long records;
  private long events;

  TraceRecords(OutputStream out) {
    this.out = out;
  }

  long count() {
    return records;
  }

  long events() {
    return events;
  }

  /** Ends the trace before {@code cycle}. */
  void end(long cycle) {
    putAdvance(Math.max(cycle, written + 1));
    append(new byte[4]);
    drainBuffer();
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the record of {@code cycle}, whose events it takes from {@code streams}. */
  void put(long cycle, EventStream[] streams) {
    putAdvance(cycle);
    int maskAt = used;
    int mask = 0;
    used += 4;
    for (int g = 0; g < streams.length; g++) {
      if (streams[g].next() == cycle) {
        mask |= 1 << g;
        ensure(streams[g].size());
        used += streams[g].take(buffer, used);
        events++;
      }
    }
    Little.put(buffer, maskAt, mask, 4);
    records++;
    if (used > buffer.length / 2) {
      drainBuffer();
    }
  }

  private void putAdvance(long cycle) {
    ensure(16);
    long advance = cycle - written;
    if (advance < 1) {
      throw new IllegalStateException("an event of cycle " + cycle + " was told after cycle " + written + " had settled");
    }
    written = cycle;
    for (; advance > 127; advance >>>= 7) {
      buffer[used++] = (byte) (advance | 128);
    }
    buffer[used++] = (byte) advance;
  }

  void append(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  private void ensure(int bytes) {
    if (used + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (used + bytes));
    }
  }

  private void drainBuffer() {
    try {
      out.write(buffer, 0, used);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    used = 0;
  }
}
