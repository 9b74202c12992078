package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.result.Activity;
import org.lexicore.model.timing.Latencies;

/** The drain unit: rigid, so an instruction is carried out at its issue. */
final class Drain {
  private static final long NEVER = Long.MAX_VALUE;

  private final Queue queue;
  private final Arithmetic arithmetic;
  private final Counters counters;
  private final ArrayDeque<Long> retirements = new ArrayDeque<>();
  private long freeAt;
  private boolean issues;
  private boolean retires;

  Drain(Environment environment, Queue queue, Arithmetic arithmetic) {
    this.queue = queue;
    this.arithmetic = arithmetic;
    this.counters = environment.counters();
    this.freeAt = environment.run().start();
  }

  void decide(long cycle, boolean held) {
    retires = !retirements.isEmpty() && retirements.getFirst() == cycle;
    issues = !held && cycle >= freeAt && queue.ready();
  }

  boolean issues() {
    return issues;
  }

  boolean retires() {
    return retires;
  }

  void update(long cycle) {
    if (retires) {
      retirements.removeFirst();
    }
    if (issues) {
      Queued head = queue.pop();
      Instruction.Drain drain = (Instruction.Drain) head.instruction();
      long results = (long) drain.outputsY() * drain.outputsX() * drain.groups();
      long elements = results * drain.windowY() * drain.windowX();
      counters.did(Activity.DRAIN_ELEMENTS, head.layer(), elements);
      counters.did(Activity.RESIDUAL_ELEMENTS, head.layer(), drain.addResidual() == 1 ? elements : 0);
      counters.did(Activity.RESULTS, head.layer(), results);
      freeAt = cycle + 1 + elements;
      retirements.add(cycle + Latencies.DRAIN + elements - 1);
      arithmetic.drain(drain, cycle);
    }
  }

  /** The next cycle after {@code cycle} that matters to it by itself. */
  long next(long cycle) {
    long next = retirements.isEmpty() ? NEVER : retirements.getFirst();
    return freeAt > cycle && !queue.empty() ? Math.min(next, freeAt) : next;
  }
}
