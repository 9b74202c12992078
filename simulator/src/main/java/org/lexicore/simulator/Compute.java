package org.lexicore.simulator;

import java.util.ArrayDeque;
import java.util.List;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.timing.PassTiming;
import org.lexicore.simulator.trace.TraceSink;

/**
 * The compute unit. An instruction's passes are planned in closed form when it issues, and each is carried out before its first event.
 */
final class Compute {
  private static final long NEVER = Long.MAX_VALUE;
  private static final Unit[] WAITED = {Unit.LOAD, Unit.DRAIN, Unit.STORE};
  private static final int[] CAUSES = {Counters.LOAD, Counters.DRAIN, Counters.STORE};

  private final Queue queue;
  private final Tokens tokens;
  private final Arithmetic arithmetic;
  private final Run run;
  private final Counters counters;
  private final TraceSink sink;
  private final PassTiming timing;
  private final PassSequencer plan;
  private final DecodeEvents decodeEvents;

  private final ArrayDeque<Pass> passes = new ArrayDeque<>();
  private final ArrayDeque<Long> retirements = new ArrayDeque<>();
  private long issuePossible = NEVER;
  private int cause = Counters.INSTRUCTION;
  private int causeLayer;
  private boolean issues;
  private boolean retires;

  Compute(Environment environment, Queue queue, Tokens tokens, Arithmetic arithmetic, DecodeEvents decodeEvents) {
    this.queue = queue;
    this.tokens = tokens;
    this.arithmetic = arithmetic;
    this.run = environment.run();
    this.counters = environment.counters();
    this.sink = environment.sink();
    this.decodeEvents = decodeEvents;
    timing = decodeEvents.timing(run.start());
    plan = new PassSequencer(timing, counters, environment.accelerator());
    causeLayer = run.layer(0);
  }

  void decide(long cycle, boolean held) {
    retires = !retirements.isEmpty() && retirements.getFirst() == cycle;
    noteCause(cycle);
    issuePossible = NEVER;
    if (!held && queue.ready()) {
      // The first cycle from now on in which the decoder is idle and moves.
      timing.idle(cycle);
      issuePossible = timing.cycle();
    }
    issues = issuePossible == cycle;
  }

  private void plan(long cycle) {
    counters.charge(cycle, cause, causeLayer);
    List<Pass> planned = plan.of(queue.pop(), timing.issue(cycle));
    passes.addAll(planned);
    planned.forEach(this::tell);
    retirements.add(plan.lastWrite(planned.getLast()));
  }

  private void tell(Pass pass) {
    sink.passStart(pass.start());
    sink.passEnd(pass.start() + pass.pixels());
  }

  /** Charges the cycles up to this one to what the array waited for, if that changes now. */
  private void noteCause(long cycle) {
    int now = cause();
    int layer = queue.empty() ? run.layer(tokens.total()) : queue.head().layer();
    if (now != cause || layer != causeLayer) {
      counters.charge(cycle, cause, causeLayer);
      cause = now;
      causeLayer = layer;
    }
  }

  private int cause() {
    if (!queue.empty()) {
      for (int i = 0; i < WAITED.length; i++) {
        if (queue.waitsFor(WAITED[i])) {
          return CAUSES[i];
        }
      }
      return Counters.WEIGHTS;
    }
    return Counters.INSTRUCTION;
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
      arithmetic.finish();
    }
    if (issues) {
      plan(cycle);
    }
    while (!passes.isEmpty() && passes.getFirst().at() <= cycle) {
      arithmetic.compute(passes.removeFirst());
    }
  }

  /** Tells the sink of all events before {@code cycle}. */
  void settle(long cycle) {
    timing.idle(cycle);
    decodeEvents.tell(timing.index());
  }

  /** Charges the cycles before {@code end} that are not charged yet. */
  void account(long end) {
    counters.charge(end, cause, causeLayer);
    counters.settle(end);
  }

  /** The next cycle after {@code cycle} that matters to it by itself. */
  long next(long cycle) {
    long next = retirements.isEmpty() ? NEVER : retirements.getFirst();
    if (!passes.isEmpty()) {
      next = Math.min(next, passes.getFirst().at());
    }
    return issuePossible > cycle ? Math.min(next, issuePossible) : next;
  }
}
