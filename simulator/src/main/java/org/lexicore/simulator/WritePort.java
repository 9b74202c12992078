package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.simulator.BurstGenerator.Burst;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/** The AXI write channels: an address register, the data, and responses. */
final class WritePort {
  private final int outstandingLimit;
  private final int addressMask;
  private final Run run;
  private final Dram dram;
  private final Store store;
  private final TraceSink sink;
  private final WriteData data;

  /** Bursts whose address was taken; the response comes to the oldest. */
  private final ArrayDeque<Burst> unanswered = new ArrayDeque<>();

  private boolean valid;
  private Burst register;
  private int outstanding;
  private boolean failed;

  private boolean ready;
  private boolean grants;
  private boolean response;

  WritePort(Environment environment, Dram dram, DramContent content, Ram results, Store store) {
    this.outstandingLimit = environment.accelerator().axi().outstandingWrites();
    this.addressMask = environment.addressMask();
    this.run = environment.run();
    this.dram = dram;
    this.store = store;
    this.sink = environment.sink();
    this.data = new WriteData(environment, dram, content, results);
  }

  boolean quiet() {
    return !valid && outstanding == 0;
  }

  /** Whether a write has ended in an error. */
  boolean failed() {
    return failed;
  }

  void decide(long cycle, boolean held) {
    long now = cycle - run.start();
    response = dram.writeResponse(now);
    ready = valid && dram.acceptWriteAddress(now, register.address() & addressMask, register.beats());
    grants = !held && (!valid || ready) && outstanding < outstandingLimit && store.requests();
    data.decide(cycle);
  }

  /** Whether anything happens or waits on the bus that matters beyond it: data only moves. */
  boolean active() {
    return valid || response || grants;
  }

  /** The next cycle after {@code cycle}, in which it was not active, in which it may be. */
  long next(long cycle) {
    return run.cycle(dram.nextResponse(cycle - run.start()));
  }

  /** The next cycle after {@code cycle} in which data moves or waits. */
  long nextData(long cycle) {
    return data.busy() ? cycle + 1 : Long.MAX_VALUE;
  }

  /** Moves the data of {@code cycle}, in which it is not active. */
  void stream(long cycle) {
    if (data.busy()) {
      data.decide(cycle);
      data.update(cycle);
    }
  }

  /** Called after the store's update. */
  void update(long cycle) {
    if (valid) {
      sink.writeAddress(cycle, register.address() & addressMask, register.beats(), ready);
    }
    data.update(cycle);
    if (ready) {
      data.add(register);
      unanswered.add(register);
      valid = false;
    }
    if (grants) {
      register = store.burst();
      store.granted(register);
      valid = true;
      outstanding++;
    }
    if (response) {
      answer(cycle);
    }
  }

  private void answer(long cycle) {
    sink.writeResponse(cycle, dram.writeResponseCode());
    outstanding--;
    store.response(unanswered.removeFirst());
    failed |= dram.writeResponseCode() >= 2;
  }
}
