package org.lexicore.compiler.map;

import org.lexicore.compiler.encode.IndexStream;
import org.lexicore.compiler.encode.KernelPart;
import org.lexicore.compiler.encode.KernelWalk;
import org.lexicore.compiler.encode.PlainStream;

/** Size of a compute instruction's stream. */
final class StreamSize {
  private StreamSize() {}

  /** Bytes in whole words of {@code word}; {@code indexBits} is of no account where {@code walk} is plain. */
  static int bytes(KernelWalk walk, KernelPart part, int columns, int indexBits, int word) {
    long bits =
        walk.plain() ? PlainStream.bits(walk, part, columns) : IndexStream.bits(walk, part, columns, indexBits);
    return Math.toIntExact((bits + 8L * word - 1) / (8L * word) * word);
  }
}
