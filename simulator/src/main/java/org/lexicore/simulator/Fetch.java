package org.lexicore.simulator;

import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;

/**
 * Requests instructions, assembles them from the words that come, and pushes them into the units' queues.
 *
 * <p>The dispatcher's reads are in closed form: word i is read in the first cycle in which it has been received and word i − 1 was
 * read before; two cycles after the last read the instruction is there.
 */
final class Fetch {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int CAPACITY = 8;
  private static final int BURST = 4;

  private final int wordBytes;
  private final int words;
  private final Queue[] queues;
  private final Tokens tokens;
  private final byte[] buffer = new byte[CAPACITY * Instruction.BYTES];
  private final long[] received;
  private final InstructionDecoder decoder;
  private final Run run;

  private long requested;
  private long dispatched;
  private long wordsReceived;
  private int wordsRead;
  private long lastRead;
  private long assembled = NEVER;
  private Instruction next;
  private Unit nextUnit;
  private Optional<String> fault = Optional.empty();
  private boolean dispatches;
  private boolean illegal;

  Fetch(Accelerator accelerator, Run run, Queue[] queues, Tokens tokens, InstructionDecoder decoder) {
    this.wordBytes = accelerator.wordBytes();
    this.words = Instruction.BYTES / wordBytes;
    this.received = new long[CAPACITY * words];
    this.queues = queues;
    this.tokens = tokens;
    this.decoder = decoder;
    this.run = run;
    this.lastRead = run.start() - 1;
  }

  /** Instructions that it requests in this cycle; 0: none. */
  int request() {
    int count = (int) Math.min(BURST, run.instructions() - requested);
    return CAPACITY - (requested - dispatched) >= count ? count : 0;
  }

  int requestAddress() {
    return run.program() + (int) requested * Instruction.BYTES;
  }

  int requestBeats() {
    return request() * words;
  }

  void granted() {
    requested += request();
  }

  /** The layer of the instruction that the next beat belongs to. */
  int layer() {
    return run.layer(wordsReceived / words);
  }

  /** A beat arrives in {@code cycle}: the word at {@code from} in {@code data}. */
  void beat(long cycle, byte[] data, int from) {
    int slot = (int) (wordsReceived % received.length);
    System.arraycopy(data, from, buffer, slot * wordBytes, wordBytes);
    received[slot] = cycle + 2;
    wordsReceived++;
    readWords();
  }

  private void readWords() {
    long word = dispatched * words + wordsRead;
    while (wordsRead < words && word < wordsReceived) {
      lastRead = Math.max(lastRead + 1, received[(int) (word % received.length)]);
      wordsRead++;
      word++;
      if (wordsRead == words) {
        assembled = lastRead + 2;
        next = decoder.decode(dispatched, buffer, (int) (dispatched % CAPACITY) * Instruction.BYTES);
        nextUnit = next.unit();
        fault = decoder.fault();
      }
    }
  }

  void decide(long cycle, boolean held) {
    boolean here = cycle >= assembled && !held;
    dispatches = here && fault.isEmpty() && !queues[nextUnit.ordinal()].full();
    illegal |= here && fault.isPresent();
  }

  /** Whether it has come upon an illegal instruction, which it does not dispatch. */
  boolean illegal() {
    return illegal;
  }

  /** The illegal instruction, for the message. */
  String fault() {
    return "instruction " + dispatched + " is illegal: " + fault.orElse("") + " in " + next;
  }

  /** The unit whose queue gets an instruction in this cycle, as a mask. */
  int dispatching() {
    return dispatches ? 1 << nextUnit.ordinal() : 0;
  }

  void update(long cycle) {
    if (dispatches) {
      queues[nextUnit.ordinal()].push(new Queued(next, (int) dispatched, run.layer(dispatched)));
      tokens.dispatch(nextUnit);
      dispatched++;
      wordsRead = 0;
      lastRead = cycle;
      assembled = NEVER;
      readWords();
    }
  }

  boolean done() {
    return dispatched == run.instructions();
  }

  /** The next cycle after {@code cycle} that matters to it by itself. */
  long next(long cycle) {
    return assembled > cycle ? assembled : NEVER;
  }
}
