package org.lexicore.compiler.map;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;

/**
 * Runs a program without time: one fetch in order into a queue of 4 a unit, each unit in order, waits on 16-bit counters. Counters only
 * grow, so what retires here retires under any timing.
 */
final class DeadlockCheck {
  private static final int QUEUE = 4;

  private final List<Instruction> program;
  private final List<Deque<Instruction>> queues = new ArrayList<>();
  private final int[] retired = new int[Unit.values().length];
  private int fetched;

  private DeadlockCheck(List<Instruction> program) {
    this.program = program;
    for (int i = 0; i < Unit.values().length; i++) {
      queues.add(new ArrayDeque<>());
    }
  }

  /**
   * Checks {@code program}.
   *
   * @throws IllegalStateException if it hangs
   */
  static void check(List<Instruction> program) {
    new DeadlockCheck(program).run();
  }

  private void run() {
    boolean progress = true;
    while (progress) {
      progress = fetch();
      for (Unit unit : Unit.values()) {
        progress |= retire(unit);
      }
    }
    int done = 0;
    for (int count : retired) {
      done += count;
    }
    if (done < program.size()) {
      throw new IllegalStateException("the program hangs after " + done + " of " + program.size() + " instructions: " + heads());
    }
  }

  private boolean fetch() {
    int before = fetched;
    while (fetched < program.size()) {
      Deque<Instruction> queue = queues.get(program.get(fetched).unit().ordinal());
      if (queue.size() == QUEUE) {
        break;
      }
      queue.addLast(program.get(fetched++));
    }
    return fetched > before;
  }

  private boolean retire(Unit unit) {
    Deque<Instruction> queue = queues.get(unit.ordinal());
    if (queue.isEmpty() || !holds(queue.peekFirst().waits())) {
      return false;
    }
    queue.removeFirst();
    retired[unit.ordinal()]++;
    return true;
  }

  private boolean holds(Waits waits) {
    for (Unit unit : Unit.values()) {
      if ((short) (retired[unit.ordinal()] - waits.of(unit)) < 0) {
        return false;
      }
    }
    return true;
  }

  private String heads() {
    StringBuilder text = new StringBuilder();
    for (Unit unit : Unit.values()) {
      Instruction head = queues.get(unit.ordinal()).peekFirst();
      text.append(unit).append(' ').append(retired[unit.ordinal()]).append(" retired, next waits for ")
          .append(head == null ? "nothing" : head.waits()).append("; ");
    }
    return text.toString();
  }
}
