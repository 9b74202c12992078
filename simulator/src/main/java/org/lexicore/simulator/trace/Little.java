package org.lexicore.simulator.trace;

/** Little-endian integers in byte arrays. */
final class Little {
  private Little() {}

  /** Writes the low {@code count} bytes of {@code value}. */
  static void put(byte[] target, int at, long value, int count) {
    for (int i = 0; i < count; i++) {
      target[at + i] = (byte) (value >> 8 * i);
    }
  }
}
