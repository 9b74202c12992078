package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.simulator.BurstGenerator.Burst;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/** The AXI write data channel: a queue of bursts whose address was taken; an engine that reads the result buffer, a word a cycle. */
final class WriteData {
  private final int wordBytes;
  private final int addressMask;
  private final Run run;
  private final Dram dram;
  private final DramContent content;
  private final Ram results;
  private final Counters counters;
  private final TraceSink sink;

  private final ArrayDeque<Burst> taken = new ArrayDeque<>();
  private Burst active;
  private int wordsRead;

  private boolean valid;
  private boolean last;
  private int address;
  private long strobes;
  private Queued owner;
  private final byte[] data;

  private boolean ready;
  private boolean reads;
  private boolean pops;

  WriteData(Environment environment, Dram dram, DramContent content, Ram results) {
    this.wordBytes = environment.accelerator().wordBytes();
    this.addressMask = environment.addressMask();
    this.run = environment.run();
    this.dram = dram;
    this.content = content;
    this.results = results;
    this.counters = environment.counters();
    this.sink = environment.sink();
    this.data = new byte[wordBytes];
  }

  /** The address of {@code burst} was taken. */
  void add(Burst burst) {
    taken.add(burst);
  }

  /** Whether it does or offers anything in the next cycle. */
  boolean busy() {
    return valid || active != null || !taken.isEmpty();
  }

  void decide(long cycle) {
    ready = valid && dram.acceptWriteData(cycle - run.start(), last);
    reads = active != null && (!valid || ready);
    pops = active == null && !taken.isEmpty();
  }

  void update(long cycle) {
    if (valid) {
      sink.writeData(cycle, data, strobes, last, ready);
    }
    if (ready) {
      accept();
    }
    if (reads) {
      read();
    }
    if (pops) {
      active = taken.removeFirst();
      wordsRead = 0;
    }
  }

  private void accept() {
    // The bytes with strobes are the word's first ones.
    System.arraycopy(data, 0, content.page(address), DramContent.offset(address), Long.bitCount(strobes));
    counters.move(Traffic.ACTIVATIONS_WRITTEN, owner.layer(), wordBytes);
    valid = false;
  }

  private void read() {
    int from = (active.word() + wordsRead) * wordBytes & results.mask;
    System.arraycopy(results.bytes, from, data, 0, wordBytes);
    valid = true;
    address = (active.address() & addressMask) + wordsRead * wordBytes;
    owner = active.owner();
    wordsRead++;
    last = wordsRead == active.beats();
    int bytes = last && active.endsSegment() ? ((Instruction.Store) owner.instruction()).lastBytes() : wordBytes;
    strobes = bytes >= Long.SIZE ? -1L : (1L << bytes) - 1;
    if (last) {
      active = null;
    }
  }
}
