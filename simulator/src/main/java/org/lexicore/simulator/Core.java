package org.lexicore.simulator;

import java.util.Locale;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Unit;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/**
 * One run of a program: the units, the ports and the memory, moved from one cycle in which something happens to the next.
 *
 * <p>A cycle has two phases. In the first all parts decide, from registers as they are in this cycle; in the second all change their
 * registers. Whatever changes is visible in the next cycle, which is then the next one looked at, if it matters to more than the words that
 * move; if nothing that matters changes, the next one is when the first of the parts that wait for a known time says so, and until then
 * words only move ({@link #advance}).
 */
final class Core {
  private final Run run;
  private final Counters counters;
  private final TraceSink sink;
  private final Tokens tokens = new Tokens();
  private final Queue[] queues = new Queue[Unit.values().length];
  private final Dram dram;
  private final Fetch fetch;
  private final Load load;
  private final Compute compute;
  private final Drain drain;
  private final Store store;
  private final ReadPort readPort;
  private final WritePort writePort;

  /** Of the cycle looked at, by unit. */
  private int issues;
  private int retires;

  private boolean aborting;
  private boolean softReset;
  private int errors;
  private boolean ended;
  private int outcome;

  Core(Environment environment, Machine machine) {
    this.run = environment.run();
    this.counters = environment.counters();
    this.sink = environment.sink();
    for (int i = 0; i < queues.length; i++) {
      queues[i] = new Queue(tokens);
    }
    Memories memories = machine.memories();
    fetch = new Fetch(environment.accelerator(), run, queues, tokens, machine.instructionDecoder());
    load = new Load(environment.accelerator(), run, queue(Unit.LOAD), memories);
    DecodeEvents decodeEvents = new DecodeEvents(sink);
    Arithmetic arithmetic = environment.exact() ? Datapath.of(environment, memories, decodeEvents) : Arithmetic.NONE;
    compute = new Compute(environment, queue(Unit.COMPUTE), tokens, arithmetic, decodeEvents);
    drain = new Drain(environment, queue(Unit.DRAIN), arithmetic);
    store = new Store(environment.accelerator(), run, queue(Unit.STORE));
    dram = machine.dram();
    dram.start();
    readPort = new ReadPort(environment, dram, machine.content(), fetch, load);
    writePort = new WritePort(environment, dram, machine.content(), memories.results, store);
  }

  private Queue queue(Unit unit) {
    return queues[unit.ordinal()];
  }

  long start() {
    return run.start();
  }

  Counters counters() {
    return counters;
  }

  /** Whether the run ends with the cycle looked at. */
  boolean ended() {
    return ended;
  }

  /** STATUS bits of the end. */
  int outcome() {
    return outcome;
  }

  /** Why the run ended without being done, for a message. */
  String trouble() {
    return fetch.illegal() ? fetch.fault() : "an access of the memory ended in an error";
  }

  /** From the next cycle on, nothing new begins, and no error is shown. */
  void softReset() {
    aborting = true;
    softReset = true;
  }

  /** What each unit waits for, for the message when nothing will ever happen again. */
  String state() {
    StringBuilder state = new StringBuilder("nothing moves: ").append(tokens.total()).append(" of ").append(run.instructions())
        .append(" instructions dispatched");
    for (Unit unit : Unit.values()) {
      state.append("; ").append(unit.name().toLowerCase(Locale.ROOT)).append(": ");
      if (queue(unit).empty()) {
        state.append("waits for instructions, ").append(tokens.retired(unit)).append(" retired");
      } else {
        String missing = tokens.missing(queue(unit).head().instruction().waits());
        state.append("instruction ").append(queue(unit).head().number()).append(missing.isEmpty() ? " has its tokens and does not issue" : missing);
      }
    }
    return state.toString();
  }

  /** Counts the cycles before {@code end}. */
  void account(long end) {
    compute.account(end);
  }

  /** Tells the sink of all events before {@code cycle}, the next one to be looked at. */
  void settle(long cycle) {
    compute.settle(cycle);
  }

  /** Looks at {@code cycle}; says whether anything happens in it that may change what happens in the next one. */
  boolean step(long cycle) {
    decide(cycle);
    tellEvents(cycle);
    boolean happens = update(cycle);
    if (ended) {
      end(cycle);
    }
    return happens;
  }

  private void end(long cycle) {
    account(cycle + 1);
    if (aborting) {
      // What the pipelines still held never happens.
      compute.settle(cycle + 1);
      sink.discardEvents(cycle + 1);
    }
  }

  private void decide(long cycle) {
    outcome = !aborting ? Registers.DONE : softReset ? 0 : errors;
    ended = aborting ? readPort.quiet() && writePort.quiet() : fetch.done() && tokens.balanced();
    readPort.decide(cycle, aborting);
    writePort.decide(cycle, aborting);
    fetch.decide(cycle, aborting);
    load.decide(aborting);
    compute.decide(cycle, aborting);
    drain.decide(cycle, aborting);
    store.decide(aborting);
    issues = mask(load.issues(), compute.issues(), drain.issues(), store.issues());
    retires = mask(load.retires(), compute.retires(), drain.retires(), store.retires());
  }

  private static int mask(boolean load, boolean compute, boolean drain, boolean store) {
    return (load ? 1 : 0) | (compute ? 2 : 0) | (drain ? 4 : 0) | (store ? 8 : 0);
  }

  private void tellEvents(long cycle) {
    if (fetch.dispatching() != 0) {
      sink.dispatch(cycle, fetch.dispatching());
    }
    if (issues != 0) {
      sink.issue(cycle, issues);
    }
    if (retires != 0) {
      sink.retire(cycle, retires);
    }
  }

  private boolean update(long cycle) {
    boolean happens = fetch.dispatching() != 0 || issues != 0 || retires != 0;
    happens |= load.splits() || store.splits() || readPort.active() || writePort.active() || fetch.illegal();
    tokens.retire(retires);
    load.update();
    compute.update(cycle);
    drain.update(cycle);
    store.update();
    fetch.update(cycle);
    readPort.update(cycle);
    writePort.update(cycle);
    noteErrors();
    return happens;
  }

  /** After an error or an illegal instruction, nothing new begins from the next cycle on. */
  private void noteErrors() {
    errors = (readPort.failed() ? Registers.READ_ERROR : 0) | (writePort.failed() ? Registers.WRITE_ERROR : 0)
        | (fetch.illegal() ? Registers.ILLEGAL : 0);
    aborting |= errors != 0;
  }

  /**
   * Goes on from {@code cycle}, in which nothing happened that changes what can happen in the next one: moves the data on the bus until
   * something else may happen. Returns the next cycle to be looked at, at most {@code limit}.
   */
  long advance(long cycle, long limit) {
    long end = Math.min(limit, Math.min(compute.next(cycle), drain.next(cycle)));
    long now = cycle;
    while (true) {
      long stop = Math.min(end, Math.min(fetch.next(now), writePort.next(now)));
      long beat = readPort.nextBeat(now);
      long next = Math.min(beat, writePort.nextMove(now));
      if (next >= stop || next == beat && readPort.endsBurst()) {
        return Math.min(next, stop);
      }
      readPort.stream(next);
      writePort.stream(next);
      if (readPort.failed()) {
        noteErrors();
        return next + 1;
      }
      now = next;
    }
  }
}
