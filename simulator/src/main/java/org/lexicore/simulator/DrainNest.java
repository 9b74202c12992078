package org.lexicore.simulator;

import java.util.Arrays;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.timing.Latencies;
import org.lexicore.simulator.trace.TraceSink;

/** The loop nest of a drain: brings each element of each window to the lanes, and writes what they fold. */
final class DrainNest {
  private static final int RESULT_ADDRESS_MASK = (1 << 20) - 1;

  private final int lanes;
  private final Ram results;
  private final TraceSink sink;
  private final DrainLane lane;
  private final int[] fold;
  private final byte[] bytes;

  private Instruction.Drain drain;
  private long resultCycle;

  DrainNest(Environment environment, Memories memories) {
    this.lanes = environment.accelerator().postprocess().lanes();
    this.results = memories.results;
    this.sink = environment.sink();
    this.lane = new DrainLane(environment.accelerator(), memories);
    this.fold = new int[lanes];
    this.bytes = new byte[lanes];
  }

  /** Carries out {@code instruction}, issued in {@code issued}. */
  void run(Instruction.Drain instruction, long issued) {
    drain = instruction;
    resultCycle = issued + Latencies.DRAIN - 1;
    lane.begin(drain);
    for (int y = 0; y < drain.outputsY(); y++) {
      for (int x = 0; x < drain.outputsX(); x++) {
        for (int group = 0; group < drain.groups(); group++) {
          output(y, x, group);
        }
      }
    }
  }

  private void output(int y, int x, int group) {
    Arrays.fill(fold, 0);
    boolean first = true;
    int top = drain.yFirst() + y * drain.strideY();
    int left = drain.xFirst() + x * drain.strideX();
    int word = drain.accumulator() + y * drain.accumulatorRow() + x * drain.strideX();
    int residual = drain.residual() + y * drain.residualRow() + x * drain.residualColumn() + group * lanes;
    for (int wy = 0; wy < drain.windowY(); wy++) {
      for (int wx = 0; wx < drain.windowX(); wx++) {
        if (top + wy >= 0 && top + wy < drain.tileY() && left + wx >= 0 && left + wx < drain.tileX()) {
          int from = residual + wy * drain.residualWindowRow() + wx * drain.residualWindowColumn();
          lane.fold(fold, group * lanes, word + wy * drain.tileX() + wx, from, first);
          first = false;
        }
      }
    }
    resultCycle += (long) drain.windowY() * drain.windowX();
    write(drain.result() + y * drain.resultRow() + x * drain.resultColumn() + group * lanes);
  }

  private void write(int address) {
    for (int i = 0; i < lanes; i++) {
      bytes[i] = lane.result(fold[i]);
    }
    results.put(address, bytes, 0, lanes);
    if (sink.active()) {
      sink.result(resultCycle, address & RESULT_ADDRESS_MASK, bytes);
    }
  }
}
