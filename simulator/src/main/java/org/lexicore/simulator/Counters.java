package org.lexicore.simulator;

import java.util.ArrayDeque;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.result.Activity;

/**
 * The counters behind the registers, and the same by layer: bytes moved, and what the array did in each cycle; and, by layer alone, what
 * the datapath did.
 *
 * <p>Cycles are charged as one gapless timeline, ahead of time where the hardware is rigid; they count when their time has come.
 */
final class Counters {
  static final int BUSY = 0;
  static final int WEIGHTS = 1;
  static final int LOAD = 2;
  static final int DRAIN = 3;
  static final int STORE = 4;
  static final int INSTRUCTION = 5;

  private static final Traffic[] KINDS = Traffic.values();

  /** Cycles up to {@code end}, exclusive, that are charged but have not come yet. */
  private record Charge(long end, int cause, int layer) {}

  private final long[][] bytes;
  private final long[][] cycles;
  private final long[] macs;
  private final long[][] activity;
  private final ArrayDeque<Charge> ahead = new ArrayDeque<>();
  private long counted;
  private long charged;

  Counters(int layers, long start) {
    bytes = new long[layers][Traffic.values().length];
    cycles = new long[layers][Registers.CYCLE_CAUSES.size()];
    macs = new long[layers];
    activity = new long[layers][Activity.values().length];
    counted = start;
    charged = start;
  }

  /** Traffic of a load. */
  static Traffic kind(Instruction.Load load) {
    return KINDS[load.kind()];
  }

  void move(Traffic kind, int layer, int count) {
    bytes[layer][kind.ordinal()] += count;
  }

  /** Multiplications of rows and columns that took part; padding is among them. */
  void multiply(int layer, long count) {
    macs[layer] += count;
  }

  void did(Activity what, int layer, long count) {
    activity[layer][what.ordinal()] += count;
  }

  /** The first cycle that is not charged yet. */
  long charged() {
    return charged;
  }

  /** Charges the cycles from the last one charged up to {@code end}, exclusive. */
  void charge(long end, int cause, int layer) {
    if (end > charged) {
      ahead.add(new Charge(end, cause, layer));
      charged = end;
    }
  }

  /** Counts the charges of the cycles before {@code cycle}. */
  void settle(long cycle) {
    while (!ahead.isEmpty() && counted < cycle) {
      Charge first = ahead.getFirst();
      long end = Math.min(first.end, cycle);
      cycles[first.layer][first.cause] += end - counted;
      counted = end;
      if (end == first.end) {
        ahead.removeFirst();
      }
    }
  }

  long bytes(Traffic kind) {
    long sum = 0;
    for (long[] layer : bytes) {
      sum += layer[kind.ordinal()];
    }
    return sum;
  }

  long cycles(int cause) {
    long sum = 0;
    for (long[] layer : cycles) {
      sum += layer[cause];
    }
    return sum;
  }

  long[] layerBytes(int layer) {
    return bytes[layer].clone();
  }

  long[] layerCycles(int layer) {
    return cycles[layer].clone();
  }

  long layerMacs(int layer) {
    return macs[layer];
  }

  long[] layerActivity(int layer) {
    return activity[layer].clone();
  }
}
