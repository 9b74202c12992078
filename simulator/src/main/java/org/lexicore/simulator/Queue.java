package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;

/** The queue of one unit: up to four instructions between dispatch and issue. */
final class Queue {
  private static final int DEPTH = 4;

  private final Tokens tokens;
  private final ArrayDeque<Queued> waiting = new ArrayDeque<>();

  /** The first that waits, or none, and what it waits for: both are asked for in every cycle. */
  private Queued head;

  private Waits waits;

  Queue(Tokens tokens) {
    this.tokens = tokens;
  }

  boolean full() {
    return waiting.size() >= DEPTH;
  }

  boolean empty() {
    return head == null;
  }

  void push(Queued instruction) {
    waiting.add(instruction);
    lookAtHead();
  }

  Queued head() {
    return head;
  }

  /** Whether there is a head and its waits hold. */
  boolean ready() {
    return head != null && tokens.hold(waits);
  }

  /** Whether the head waits for {@code unit}. */
  boolean waitsFor(Unit unit) {
    return !tokens.holds(unit, waits.of(unit));
  }

  Queued pop() {
    Queued popped = waiting.removeFirst();
    lookAtHead();
    return popped;
  }

  private void lookAtHead() {
    head = waiting.peekFirst();
    waits = head == null ? null : head.instruction().waits();
  }
}
