package org.lexicore.compiler.encode;

import java.util.Arrays;

/** Packs numbers bit after bit, little-endian from bit 0 of byte 0. */
final class BitWriter {
  private byte[] bytes = new byte[64];
  private long bits;

  /** Appends the lowest {@code width} (up to 16) bits of {@code value}. */
  void put(int value, int width) {
    int needed = (int) ((bits + width + 7) >> 3);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
    int left = width;
    int rest = value & ((1 << width) - 1);
    while (left > 0) {
      int at = (int) (bits & 7);
      int taken = Math.min(left, 8 - at);
      bytes[(int) (bits >> 3)] |= (byte) ((rest & ((1 << taken) - 1)) << at);
      rest >>>= taken;
      left -= taken;
      bits += taken;
    }
  }

  /** Everything written, zero-padded to whole words of {@code wordBytes}. */
  byte[] words(int wordBytes) {
    int used = (int) ((bits + 7) >> 3);
    return Arrays.copyOf(bytes, (used + wordBytes - 1) / wordBytes * wordBytes);
  }
}
