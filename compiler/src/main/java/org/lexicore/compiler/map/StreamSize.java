package org.lexicore.compiler.map;

import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;

/** Size of a compute instruction's stream. */
final class StreamSize {
  private StreamSize() {}

  /** Bytes in whole words of {@code word}. */
  static int bytes(KernelWalk walk, KernelPart part, int columns, int word) {
    long bits = walk.bits(part, columns);
    return Math.toIntExact((bits + 8L * word - 1) / (8L * word) * word);
  }
}
