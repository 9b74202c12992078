package org.lexicore.compiler.map;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The integers {@code from} to {@code to − 1}. */
record Span(int from, int to) {
  int size() {
    return to - from;
  }

  boolean isEmpty() {
    return to <= from;
  }

  /** The part within {@code 0 … limit − 1}. */
  Span within(int limit) {
    return new Span(Math.max(0, from), Math.min(limit, to));
  }

  void forEach(IntConsumer action) {
    for (int i = from; i < to; i++) {
      action.accept(i);
    }
  }

  /** Parts of {@code part} integers of {@code 0 … length − 1}, the last one what is left. */
  static List<Span> cut(int length, int part) {
    return IntStream.range(0, ceilDiv(length, part)).mapToObj(i -> new Span(i * part, Math.min(length, (i + 1) * part))).toList();
  }

  /** {@code value} rounded up to a multiple of {@code unit}. */
  static int roundUp(int value, int unit) {
    return ceilDiv(value, unit) * unit;
  }

  static int ceilDiv(int value, int unit) {
    return Math.floorDiv(value + unit - 1, unit);
  }
}
