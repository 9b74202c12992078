package org.lexicore.compiler.map;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Allocates an on-chip memory as a ring: the oldest contents make room for the newest. A region tells whether it is still there, and
 * the writer of a new one learns for which reader it has to wait.
 */
final class Ring {
  private final String name;
  private final long capacity;
  private final Deque<Region> live = new ArrayDeque<>();
  private long head;

  /** A ring of {@code capacity} bytes; {@code name} is for messages. */
  Ring(String name, long capacity) {
    this.name = name;
    this.capacity = capacity;
  }

  /** A run of bytes, which may wrap. */
  final class Region {
    private final long start;
    private final int available;
    private int written;
    private int lastRead;

    private Region(long start, int available) {
      this.start = start;
      this.available = available;
    }

    /** Byte address. */
    int address() {
      return Ring.this.address(start);
    }

    /** Position on the unwrapped ring. */
    long start() {
      return start;
    }

    /** Token of the reader that the first write of this region waits for. */
    int available() {
      return available;
    }

    /** Whether nothing newer has taken the space. */
    boolean isResident() {
      return start + capacity >= head;
    }

    /** Notes the token of the last write. */
    void writtenBy(int token) {
      written = token;
    }

    /** Token of the last write. */
    int written() {
      return written;
    }

    /** Notes a reader. */
    void readBy(int token) {
      if (!isResident()) {
        throw new IllegalStateException(name + ": a region is read after its space was given away");
      }
      lastRead = Math.max(lastRead, token);
    }
  }

  /** The next {@code bytes} bytes. */
  Region allocate(int bytes) {
    if (bytes > capacity) {
      throw new IllegalStateException(name + ": " + bytes + " bytes do not fit " + capacity);
    }
    head += bytes;
    int available = 0;
    while (!live.isEmpty() && live.peekFirst().start < head - capacity) {
      available = Math.max(available, live.removeFirst().lastRead);
    }
    Region region = new Region(head - bytes, available);
    live.addLast(region);
    return region;
  }

  /** Bytes of the memory. */
  long capacity() {
    return capacity;
  }

  /** Where the next region will begin, unwrapped. */
  long head() {
    return head;
  }

  /** Byte address of the unwrapped {@code position}, which may be negative. */
  int address(long position) {
    return (int) Math.floorMod(position, capacity);
  }
}
