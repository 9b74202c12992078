package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.simulator.BurstGenerator.Burst;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/**
 * The AXI write channels: an address register; a queue of bursts whose address was taken; an engine that reads the result buffer, a word
 * a cycle; responses.
 */
final class WritePort {
  private final int wordBytes;
  private final int outstandingLimit;
  private final int addressMask;
  private final Run run;
  private final Dram dram;
  private final DramContent content;
  private final Ram results;
  private final Store store;
  private final Counters counters;
  private final TraceSink sink;

  /** Bursts by how far they are: address taken, and data popped; the response comes to the oldest. */
  private final ArrayDeque<Burst> taken = new ArrayDeque<>();

  private final ArrayDeque<Burst> unanswered = new ArrayDeque<>();
  private boolean valid;
  private Burst register;
  private int outstanding;
  private Burst active;
  private int wordsRead;

  private boolean dataValid;
  private boolean dataLast;
  private int dataAddress;
  private long dataStrobes;
  private Queued dataOwner;
  private final byte[] data;

  private boolean ready;
  private boolean grants;
  private boolean dataReady;
  private boolean reads;
  private boolean pops;
  private boolean response;

  WritePort(Environment environment, Dram dram, DramContent content, Ram results, Store store) {
    this.wordBytes = environment.accelerator().wordBytes();
    this.outstandingLimit = environment.accelerator().axi().outstandingWrites();
    this.addressMask = environment.addressMask();
    this.run = environment.run();
    this.dram = dram;
    this.content = content;
    this.results = results;
    this.store = store;
    this.counters = environment.counters();
    this.sink = environment.sink();
    this.data = new byte[wordBytes];
  }

  boolean quiet() {
    return !valid && outstanding == 0;
  }

  void decide(long cycle, boolean held) {
    long now = cycle - run.start();
    response = dram.writeResponse(now);
    ready = valid && dram.acceptWriteAddress(now, register.address() & addressMask, register.beats());
    grants = !held && (!valid || ready) && outstanding < outstandingLimit && store.requests();
    dataReady = dataValid && dram.acceptWriteData(now, dataLast);
    reads = active != null && (!dataValid || dataReady);
    pops = active == null && !taken.isEmpty();
  }

  /** Whether anything moves or waits on the bus. */
  boolean active() {
    return valid || dataValid || response || grants || reads || pops;
  }

  /** Called after the store's update. Returns whether a write ended in an error. */
  boolean update(long cycle) {
    if (valid) {
      sink.writeAddress(cycle, register.address() & addressMask, register.beats(), ready);
    }
    if (dataValid) {
      sink.writeData(cycle, data, dataStrobes, dataLast, dataReady);
    }
    if (dataReady) {
      accept();
    }
    if (reads) {
      read();
    }
    if (pops) {
      active = taken.removeFirst();
      wordsRead = 0;
    }
    addresses();
    return response && answer(cycle);
  }

  private void addresses() {
    if (ready) {
      taken.add(register);
      unanswered.add(register);
      valid = false;
    }
    if (grants) {
      register = store.burst();
      store.granted(register);
      valid = true;
      outstanding++;
    }
  }

  private void accept() {
    // The bytes with strobes are the word's first ones.
    System.arraycopy(data, 0, content.page(dataAddress), DramContent.offset(dataAddress), Long.bitCount(dataStrobes));
    counters.move(Traffic.ACTIVATIONS_WRITTEN, dataOwner.layer(), wordBytes);
    dataValid = false;
  }

  private void read() {
    int from = (active.word() + wordsRead) * wordBytes & results.mask;
    System.arraycopy(results.bytes, from, data, 0, wordBytes);
    dataValid = true;
    dataAddress = (active.address() & addressMask) + wordsRead * wordBytes;
    dataOwner = active.owner();
    wordsRead++;
    dataLast = wordsRead == active.beats();
    int bytes = dataLast && active.endsSegment() ? ((Instruction.Store) dataOwner.instruction()).lastBytes() : wordBytes;
    dataStrobes = bytes >= Long.SIZE ? -1L : (1L << bytes) - 1;
    if (dataLast) {
      active = null;
    }
  }

  private boolean answer(long cycle) {
    sink.writeResponse(cycle, dram.writeResponseCode());
    outstanding--;
    store.response(unanswered.removeFirst());
    return dram.writeResponseCode() >= 2;
  }
}
