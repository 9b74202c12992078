package org.lexicore.simulator;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;

/** The arithmetic of a drain: bias, requantisation, residual, clamp and pool, for each lane of a group. */
final class DrainLane {
  private static final int PARAMETER_BYTES = 8;
  private static final int SHIFT_MASK = 0x3F;

  private final int lanes;
  private final int columns;
  private final Memories memories;

  private Instruction.Drain drain;
  private Accumulators bank;
  private int[] bias = new int[0];
  private int[] multiplier = new int[0];
  private int[] shift = new int[0];

  DrainLane(Accelerator accelerator, Memories memories) {
    this.lanes = accelerator.postprocess().lanes();
    this.columns = accelerator.array().columns();
    this.memories = memories;
  }

  /** Takes the parameters of all channels of {@code instruction}. */
  void begin(Instruction.Drain instruction) {
    drain = instruction;
    bank = memories.accumulators[drain.bank()];
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
      shift[channel] = parameters.get(at + 6) & SHIFT_MASK;
    }
  }

  /**
   * Folds an element inside the tile.
   *
   * @param fold of each lane
   * @param channel of lane 0, counted from the instruction's first column
   * @param word in the accumulator bank
   * @param residual byte of lane 0
   * @param first whether it is the window's first element inside the tile
   */
  void fold(int[] fold, int channel, int word, int residual, boolean first) {
    for (int lane = 0; lane < lanes; lane++) {
      int v = value(channel + lane, word, residual + lane);
      if (drain.sumPool() == 1) {
        fold[lane] += v;
      } else {
        fold[lane] = first ? v : Math.max(fold[lane], v);
      }
    }
  }

  private int value(int channel, int word, int residual) {
    int column = drain.column() + channel;
    int sum = (column < columns ? bank.get(column, word) : 0) + bias[channel];
    int t = Requantiser.requantise(sum, multiplier[channel], shift[channel]);
    if (drain.addResidual() == 1) {
      byte r = memories.residuals.get(residual);
      t += Requantiser.requantise(
          drain.residualSigned() == 1 ? r : r & 0xFF, drain.residualMultiplier(), drain.residualShift());
    }
    return Requantiser.clamp(t, drain.lowest(), drain.highest());
  }

  /** The result byte of a window's fold. */
  byte result(int fold) {
    if (drain.sumPool() == 0) {
      return (byte) fold;
    }
    int mean = Requantiser.requantise(fold, drain.poolMultiplier(), drain.poolShift());
    return (byte) Requantiser.clamp(mean, drain.poolLowest(), drain.poolHighest());
  }
}
