package org.lexicore.simulator;

import java.util.Arrays;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.timing.Latencies;
import org.lexicore.simulator.trace.TraceSink;

/** What a drain does to the accumulators: bias, requantisation, residual, clamp, pool; into the result buffer. */
final class Postprocess {
  private static final int PARAMETER_BYTES = 8;
  private static final int RESULT_ADDRESS_MASK = (1 << 20) - 1;

  private final int lanes;
  private final int columns;
  private final Memories memories;
  private final TraceSink sink;

  private Instruction.Drain drain;
  private Accumulators bank;
  private int[] bias = new int[0];
  private int[] multiplier = new int[0];
  private int[] shift = new int[0];
  private final int[] fold;
  private final byte[] bytes;
  private long element;

  Postprocess(Environment environment, Memories memories) {
    this.lanes = environment.accelerator().postprocess().lanes();
    this.columns = environment.accelerator().array().columns();
    this.memories = memories;
    this.sink = environment.sink();
    this.fold = new int[lanes];
    this.bytes = new byte[lanes];
  }

  /** Carries out {@code instruction}, issued in {@code issued}. */
  void run(Instruction.Drain instruction, long issued) {
    drain = instruction;
    bank = memories.accumulators[drain.bank()];
    element = issued + Latencies.DRAIN - 1;
    readParameters();
    for (int y = 0; y < drain.outputsY(); y++) {
      for (int x = 0; x < drain.outputsX(); x++) {
        for (int group = 0; group < drain.groups(); group++) {
          output(y, x, group);
        }
      }
    }
  }

  private void readParameters() {
    int channels = drain.groups() * lanes;
    if (bias.length < channels) {
      bias = new int[channels];
      multiplier = new int[channels];
      shift = new int[channels];
    }
    Ram parameters = memories.parameters;
    for (int channel = 0; channel < channels; channel++) {
      int at = PARAMETER_BYTES * (drain.parameter() * lanes + channel);
      bias[channel] = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        bias[channel] |= (parameters.get(at + i) & 0xFF) << 8 * i;
      }
      multiplier[channel] = parameters.get(at + 4) & 0xFF | (parameters.get(at + 5) & 0xFF) << 8;
      shift[channel] = parameters.get(at + 6) & 0x3F;
    }
  }

  private void output(int y, int x, int group) {
    Arrays.fill(fold, 0);
    boolean any = false;
    int top = drain.yFirst() + y * drain.strideY();
    int left = drain.xFirst() + x * drain.strideX();
    int word = drain.accumulator() + y * drain.accumulatorRow() + x * drain.strideX();
    int residual = drain.residual() + y * drain.residualRow() + x * drain.residualColumn() + group * lanes;
    for (int wy = 0; wy < drain.windowY(); wy++) {
      for (int wx = 0; wx < drain.windowX(); wx++) {
        if (top + wy >= 0 && top + wy < drain.tileY() && left + wx >= 0 && left + wx < drain.tileX()) {
          int from = residual + wy * drain.residualWindowRow() + wx * drain.residualWindowColumn();
          element(group, word + wy * drain.tileX() + wx, from, !any);
          any = true;
        }
      }
    }
    element += (long) drain.windowY() * drain.windowX();
    write(drain.result() + y * drain.resultRow() + x * drain.resultColumn() + group * lanes);
  }

  private void element(int group, int word, int residual, boolean first) {
    for (int lane = 0; lane < lanes; lane++) {
      int channel = group * lanes + lane;
      int column = drain.column() + channel;
      int sum = (column < columns ? bank.get(column, word) : 0) + bias[channel];
      int t = Requantiser.requantise(sum, multiplier[channel], shift[channel]);
      if (drain.addResidual() == 1) {
        byte r = memories.residuals.get(residual + lane);
        t += Requantiser.requantise(
            drain.residualSigned() == 1 ? r : r & 0xFF, drain.residualMultiplier(), drain.residualShift());
      }
      int v = Requantiser.clamp(t, drain.lowest(), drain.highest());
      if (drain.sumPool() == 1) {
        fold[lane] += v;
      } else {
        fold[lane] = first ? v : Math.max(fold[lane], v);
      }
    }
  }

  private void write(int address) {
    for (int lane = 0; lane < lanes; lane++) {
      int value = fold[lane];
      if (drain.sumPool() == 1) {
        int mean = Requantiser.requantise(value, drain.poolMultiplier(), drain.poolShift());
        value = Requantiser.clamp(mean, drain.poolLowest(), drain.poolHighest());
      }
      bytes[lane] = (byte) value;
    }
    memories.results.put(address, bytes, 0, lanes);
    if (sink.active()) {
      sink.result(element, address & RESULT_ADDRESS_MASK, bytes);
    }
  }
}
