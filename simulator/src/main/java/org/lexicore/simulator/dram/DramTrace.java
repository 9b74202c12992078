package org.lexicore.simulator.dram;

import java.util.Arrays;

/** Addresses that are read or written in a fixed order. */
public final class DramTrace {
  private long[] addresses = new long[1024];
  private boolean[] writes = new boolean[1024];
  private int size;

  /** Appends an access to the byte at {@code address}. */
  public void add(boolean write, long address) {
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
      writes = Arrays.copyOf(writes, 2 * size);
    }
    addresses[size] = address;
    writes[size] = write;
    size++;
  }

  /** Number of accesses. */
  public int size() {
    return size;
  }

  /** Address of access {@code index}. */
  public long address(int index) {
    return addresses[index];
  }

  /** Whether access {@code index} writes. */
  public boolean write(int index) {
    return writes[index];
  }
}
