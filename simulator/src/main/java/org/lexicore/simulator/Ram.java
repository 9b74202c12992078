package org.lexicore.simulator;

/** An on-chip memory of bytes, zero at first; its size is a power of two and addresses wrap. */
final class Ram {
  final byte[] bytes;
  final int mask;

  Ram(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("a memory of " + size + " bytes");
    }
    bytes = new byte[size];
    mask = size - 1;
  }

  byte get(int address) {
    return bytes[address & mask];
  }

  /** Copies {@code count} bytes to {@code target}; they do not cross the end of the memory. */
  void get(int address, byte[] target, int at, int count) {
    System.arraycopy(bytes, address & mask, target, at, count);
  }

  /** Copies a word from {@code source}; {@code address} is a multiple of the word. */
  void put(int address, byte[] source, int from, int count) {
    System.arraycopy(source, from, bytes, address & mask, count);
  }
}
