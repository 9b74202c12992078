package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Unit;

/** The queue of one unit: up to four instructions between dispatch and issue. */
final class Queue {
  private static final int DEPTH = 4;

  private final Tokens tokens;
  private final ArrayDeque<Queued> waiting = new ArrayDeque<>();

  Queue(Tokens tokens) {
    this.tokens = tokens;
  }

  boolean full() {
    return waiting.size() >= DEPTH;
  }

  boolean empty() {
    return waiting.isEmpty();
  }

  void push(Queued instruction) {
    waiting.add(instruction);
  }

  Queued head() {
    return waiting.getFirst();
  }

  /** Whether there is a head and its waits hold. */
  boolean ready() {
    return !waiting.isEmpty() && tokens.hold(head().instruction().waits());
  }

  /** Whether the head waits for {@code unit}. */
  boolean waitsFor(Unit unit) {
    return !tokens.holds(unit, head().instruction().waits().of(unit));
  }

  Queued pop() {
    return waiting.removeFirst();
  }
}
