package org.lexicore.compiler.map;

import java.util.function.IntConsumer;

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

  /** {@code value} rounded up to a multiple of {@code unit}. */
  static int roundUp(int value, int unit) {
    return ceilDiv(value, unit) * unit;
  }

  static int ceilDiv(int value, int unit) {
    return Math.floorDiv(value + unit - 1, unit);
  }
}
