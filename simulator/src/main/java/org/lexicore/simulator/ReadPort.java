package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/** The AXI read channels: one address register, granted to the fetch before the load; beats go back to who asked. */
final class ReadPort {
  private final int wordBytes;
  private final int outstandingLimit;
  private final int addressMask;
  private final Run run;
  private final Dram dram;
  private final DramContent content;
  private final Fetch fetch;
  private final Load load;
  private final Counters counters;
  private final TraceSink sink;

  /** A burst on the bus. */
  private record Flight(int address, int beats, boolean isFetch) {}

  private final ArrayDeque<Flight> flights = new ArrayDeque<>();
  private boolean valid;
  private Flight register;
  private int outstanding;
  private int beatsDone;
  private boolean failed;

  private boolean ready;
  private boolean grantsFetch;
  private boolean grantsLoad;
  private boolean beat;

  /** Whether the beat lets other things happen: it ends a burst, or in an error. */
  private boolean beatMatters;

  ReadPort(Environment environment, Dram dram, DramContent content, Fetch fetch, Load load) {
    this.wordBytes = environment.accelerator().wordBytes();
    this.outstandingLimit = environment.accelerator().axi().outstandingReads();
    this.addressMask = environment.addressMask();
    this.run = environment.run();
    this.dram = dram;
    this.content = content;
    this.fetch = fetch;
    this.load = load;
    this.counters = environment.counters();
    this.sink = environment.sink();
  }

  boolean quiet() {
    return !valid && outstanding == 0;
  }

  void decide(long cycle, boolean held) {
    beat = dram.readBeat(cycle - run.start());
    beatMatters = beat && (endsBurst() || isError());
    ready = valid && dram.acceptReadAddress(cycle - run.start(), register.address, register.beats);
    boolean free = !held && (!valid || ready) && outstanding < outstandingLimit;
    grantsFetch = free && fetch.request() > 0;
    grantsLoad = free && !grantsFetch && load.requests();
  }

  /** Whether the next beat is a burst's last. */
  boolean endsBurst() {
    return beatsDone + 1 == flights.getFirst().beats;
  }

  /** Whether the beat that came last is an error. */
  private boolean isError() {
    return dram.readResponseCode() >= 2;
  }

  /** Whether a read has ended in an error. */
  boolean failed() {
    return failed;
  }

  /** Whether anything happens or waits on the bus that matters beyond it: other beats only move words. */
  boolean active() {
    return valid || beatMatters || grantsFetch || grantsLoad;
  }

  /** The next cycle after {@code cycle}, and not after the next beat, as far as is known. */
  long nextBeat(long cycle) {
    return flights.isEmpty() ? Long.MAX_VALUE : run.cycle(dram.nextBeat(cycle - run.start()));
  }

  /** Takes the beat of {@code cycle}, if one comes, in which it is not active but for an error. */
  void stream(long cycle) {
    if (dram.readBeat(cycle - run.start())) {
      deliver(cycle);
    }
  }

  /** Called after the updates of fetch and load. */
  void update(long cycle) {
    if (valid) {
      sink.readAddress(cycle, register.address, register.beats, ready);
    }
    if (ready) {
      valid = false;
    }
    if (grantsFetch || grantsLoad) {
      grant();
    }
    if (beat) {
      deliver(cycle);
    }
  }

  private void grant() {
    if (grantsFetch) {
      register = new Flight(fetch.requestAddress() & addressMask, fetch.requestBeats(), true);
      fetch.granted();
    } else {
      BurstGenerator.Burst burst = load.burst();
      register = new Flight(burst.address() & addressMask, burst.beats(), false);
      load.granted(burst);
    }
    valid = true;
    outstanding++;
    flights.add(register);
  }

  private void deliver(long cycle) {
    Flight flight = flights.getFirst();
    int address = flight.address + beatsDone * wordBytes;
    byte[] page = content.page(address);
    int from = DramContent.offset(address);
    beatsDone++;
    boolean last = beatsDone == flight.beats;
    sink.readData(cycle, page, from, last, dram.readResponseCode());
    if (flight.isFetch) {
      counters.move(Traffic.INSTRUCTIONS, fetch.layer(), wordBytes);
      fetch.beat(cycle, page, from);
    } else {
      Queued owner = load.owner();
      counters.move(Counters.kind((Instruction.Load) owner.instruction()), owner.layer(), wordBytes);
      load.beat(page, from);
    }
    if (last) {
      flights.removeFirst();
      beatsDone = 0;
      outstanding--;
    }
    failed |= isError();
  }
}
