package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.simulator.BurstGenerator.Burst;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/**
 * The AXI write address and data channels: a queue of granted bursts; an engine that reads the result buffer, a word per cycle, and offers a
 * burst's address together with its first word. Neither channel waits for the other.
 */
final class WriteBursts {
  private final int wordBytes;
  private final int addressMask;
  private final Run run;
  private final Dram dram;
  private final DramContent content;
  private final Ram results;
  private final Counters counters;
  private final TraceSink sink;

  private final ArrayDeque<Burst> granted = new ArrayDeque<>();
  private Burst active;
  private int wordsRead;

  /** The burst whose address is valid, or none. */
  private Burst offered;

  private boolean addressReady;

  private boolean valid;
  private boolean last;
  private int wordAddress;
  private long strobes;
  private Queued owner;
  private final byte[] data;

  private boolean ready;
  private boolean reads;
  private boolean pops;

  WriteBursts(Environment environment, Dram dram, DramContent content, Ram results) {
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

  /** {@code burst} is granted. */
  void add(Burst burst) {
    granted.add(burst);
  }

  /** Whether it does or offers anything in the next cycle. */
  boolean busy() {
    return valid || offered != null || active != null || !granted.isEmpty();
  }

  void decide(long cycle) {
    long now = cycle - run.start();
    addressReady = offered != null && dram.acceptWriteAddress(now, offered.address() & addressMask, offered.beats(), valid);
    ready = valid && dram.acceptWriteData(now, last);
    reads = active != null && (!valid || ready);
    pops = active == null && !granted.isEmpty() && (offered == null || addressReady);
  }

  void update(long cycle) {
    if (offered != null) {
      sink.writeAddress(cycle, offered.address() & addressMask, offered.beats(), addressReady);
    }
    if (valid) {
      sink.writeData(cycle, data, strobes, last, ready);
    }
    if (addressReady) {
      offered = null;
    }
    if (ready) {
      accept();
    }
    if (reads) {
      read();
    }
    if (pops) {
      active = granted.removeFirst();
      wordsRead = 0;
    }
  }

  private void accept() {
    // The bytes with strobes are the word's first ones.
    System.arraycopy(data, 0, content.page(wordAddress), DramContent.offset(wordAddress), Long.bitCount(strobes));
    counters.move(Traffic.ACTIVATIONS_WRITTEN, owner.layer(), wordBytes);
    valid = false;
  }

  private void read() {
    int from = (active.word() + wordsRead) * wordBytes & results.mask;
    System.arraycopy(results.bytes, from, data, 0, wordBytes);
    valid = true;
    if (wordsRead == 0) {
      offered = active;
    }
    wordAddress = (active.address() & addressMask) + wordsRead * wordBytes;
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
