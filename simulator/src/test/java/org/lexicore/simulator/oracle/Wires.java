package org.lexicore.simulator.oracle;

import java.util.ArrayDeque;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.result.Activity;
import org.lexicore.simulator.DramContent;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.trace.TraceSink;

/** What the oracle's parts see of each other: memories and registers as they are visible in the current cycle. */
final class Wires {
  final Accelerator a;
  final TraceSink sink;
  final Dram dram;
  final DramContent content;
  final int rows;
  final int columns;
  final int lanes;
  final int word;

  final byte[] activations;
  final byte[] residuals;
  final byte[] indices;
  final byte[] parameters;
  final byte[] codebook;
  final byte[] results;
  final int[][][] banks;

  /** Registers that the host wrote. */
  int program;

  long instructions;
  final int[] bases = new int[4];

  /** Absolute cycle, and the cycle of the program. */
  long cycle;

  long programCycle;
  boolean running;

  /** Section 9: on the way to an abort. */
  boolean aborting;

  boolean readFailed;
  boolean writeFailed;
  boolean illegal;
  boolean failsNow;

  /** Visible counters, by unit code. */
  final int[] retired = new int[4];

  final int[] dispatched = new int[4];

  /** Changes of this cycle, applied at its end. */
  final boolean[] retiring = new boolean[4];

  final boolean[] issuing = new boolean[4];
  final boolean[] pushing = new boolean[4];
  Instruction pushed;

  @SuppressWarnings({"unchecked", "rawtypes"})
  final ArrayDeque<Instruction>[] queues = new ArrayDeque[4];

  final long[] traffic = new long[7];
  final long[] causes = new long[6];
  final long[] activity = new long[Activity.values().length];
  long cycles;

  Wires(Accelerator a, byte[] rom, Dram dram, DramContent content, TraceSink sink) {
    this.a = a;
    this.dram = dram;
    this.content = content;
    this.sink = sink;
    rows = a.array().rows();
    columns = a.array().columns();
    lanes = a.postprocess().lanes();
    word = a.wordBytes();
    activations = new byte[a.activationBytes()];
    residuals = new byte[a.residualBytes()];
    indices = new byte[a.indexWords() * word];
    parameters = new byte[a.parameterGroups() * 8 * lanes];
    results = new byte[a.resultBytes()];
    codebook = new byte[Math.max(word, a.codebook().books() * a.codebook().entries() * a.codewordBytes())];
    System.arraycopy(rom, 0, codebook, 0, rom.length);
    banks = new int[2][a.accumulatorDepth()][columns];
    for (int i = 0; i < 4; i++) {
      queues[i] = new ArrayDeque<>();
    }
  }

  void did(Activity what, long count) {
    activity[what.ordinal()] += count;
  }

  /** Whether the head of a unit's queue may issue. */
  boolean mayIssue(int unit) {
    return !aborting && headReady(unit);
  }

  /** Whether the head of a unit's queue is there and its four waits hold. */
  boolean headReady(int unit) {
    return !queues[unit].isEmpty() && waits(unit, 0) && waits(unit, 1) && waits(unit, 2) && waits(unit, 3);
  }

  /** Whether the head's wait for {@code other} holds. */
  boolean waits(int unit, int other) {
    var w = queues[unit].getFirst().waits();
    int wait = new int[] {w.load(), w.compute(), w.drain(), w.store()}[other];
    return (short) (retired[other] - wait) >= 0;
  }

  /** Queue counts as registers: what was pushed or issued in this cycle is applied by {@link #endOfCycle}. */
  boolean queueFull(int unit) {
    return queues[unit].size() >= 4;
  }

  void tellEvents() {
    tell(pushing, 0);
    tell(issuing, 1);
    tell(retiring, 2);
  }

  private void tell(boolean[] units, int kind) {
    int mask = 0;
    for (int i = 0; i < 4; i++) {
      mask |= units[i] ? 1 << i : 0;
    }
    if (mask != 0 && kind == 0) {
      sink.dispatch(cycle, mask);
    } else if (mask != 0 && kind == 1) {
      sink.issue(cycle, mask);
    } else if (mask != 0) {
      sink.retire(cycle, mask);
    }
  }

  void endOfCycle() {
    for (int i = 0; i < 4; i++) {
      if (issuing[i]) {
        queues[i].removeFirst();
      }
      if (pushing[i]) {
        queues[i].addLast(pushed);
        dispatched[i]++;
      }
      if (retiring[i]) {
        retired[i]++;
      }
      issuing[i] = false;
      pushing[i] = false;
      retiring[i] = false;
    }
  }
}
