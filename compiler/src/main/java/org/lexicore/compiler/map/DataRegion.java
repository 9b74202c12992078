package org.lexicore.compiler.map;

import java.io.ByteArrayOutputStream;

/** Collects the content of region DATA. */
final class DataRegion {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int word;

  /** Pieces begin at multiples of {@code word} bytes. */
  DataRegion(int word) {
    this.word = word;
  }

  /** Appends {@code piece}, zero-padded to whole words; returns its offset. */
  int add(byte[] piece) {
    int offset = bytes.size();
    bytes.writeBytes(piece);
    bytes.writeBytes(new byte[Span.roundUp(piece.length, word) - piece.length]);
    return offset;
  }

  byte[] content() {
    return bytes.toByteArray();
  }
}
