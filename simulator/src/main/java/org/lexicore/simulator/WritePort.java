package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.simulator.BurstGenerator.Burst;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/** The AXI write channels: grants to the store, bursts on their way ({@link WriteBursts}), and responses. */
final class WritePort {
  private final int outstandingLimit;
  private final Run run;
  private final Dram dram;
  private final Store store;
  private final TraceSink sink;
  private final WriteBursts bursts;

  /** Bursts granted; the response comes to the oldest. */
  private final ArrayDeque<Burst> unanswered = new ArrayDeque<>();

  private boolean failed;
  private boolean grants;
  private boolean response;

  WritePort(Environment environment, Dram dram, DramContent content, Ram results, Store store) {
    this.outstandingLimit = environment.accelerator().axi().outstandingWrites();
    this.run = environment.run();
    this.dram = dram;
    this.store = store;
    this.sink = environment.sink();
    this.bursts = new WriteBursts(environment, dram, content, results);
  }

  /** Whether no address, no data and no response is outstanding: the response comes last. */
  boolean quiet() {
    return unanswered.isEmpty();
  }

  /** Whether a write has ended in an error. */
  boolean failed() {
    return failed;
  }

  void decide(long cycle, boolean held) {
    response = dram.writeResponse(cycle - run.start());
    grants = !held && unanswered.size() < outstandingLimit && store.requests();
    bursts.decide(cycle);
  }

  /** Whether anything happens that matters beyond the bus: addresses and data only move. */
  boolean active() {
    return response || grants;
  }

  /** The next cycle after {@code cycle}, in which it was not active, in which it may be. */
  long next(long cycle) {
    return run.cycle(dram.nextResponse(cycle - run.start()));
  }

  /** The next cycle after {@code cycle} in which an address or data moves or waits. */
  long nextMove(long cycle) {
    return bursts.busy() ? cycle + 1 : Long.MAX_VALUE;
  }

  /** Moves address and data of {@code cycle}, in which it is not active. */
  void stream(long cycle) {
    if (bursts.busy()) {
      bursts.decide(cycle);
      bursts.update(cycle);
    }
  }

  /** Called after the store's update. */
  void update(long cycle) {
    bursts.update(cycle);
    if (grants) {
      Burst granted = store.burst();
      store.granted(granted);
      bursts.add(granted);
      unanswered.add(granted);
    }
    if (response) {
      answer(cycle);
    }
  }

  private void answer(long cycle) {
    sink.writeResponse(cycle, dram.writeResponseCode());
    store.response(unanswered.removeFirst());
    failed |= dram.writeResponseCode() >= 2;
  }
}
