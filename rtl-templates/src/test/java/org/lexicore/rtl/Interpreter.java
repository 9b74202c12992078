package org.lexicore.rtl;

import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;

/** Runs instructions one after the other, straight from the loop nests that {@link Instruction} states: the tests' word on what is right. */
final class Interpreter {
  private final Accelerator a;
  private final byte[] memory;
  private final int[] bases;
  private final byte[] activations;
  private final byte[] residuals;
  private final byte[] indices;
  private final byte[] parameters;
  private final byte[] codebook;
  private final byte[] results;
  private final int[][][] banks;

  Interpreter(Accelerator a, byte[] rom, byte[] memory, int[] bases) {
    this.a = a;
    this.memory = memory;
    this.bases = bases;
    activations = new byte[a.activationBytes()];
    residuals = new byte[a.residualBytes()];
    indices = new byte[a.indexWords() * a.wordBytes()];
    parameters = new byte[a.parameterGroups() * 8 * a.postprocess().lanes()];
    int codebookBytes = a.codebook().books() * a.codebook().entries() * a.codewordBytes();
    codebook = new byte[Math.max(codebookBytes, a.wordBytes())];
    results = new byte[a.resultBytes()];
    banks = new int[2][1 << 14][a.array().columns()];
    if (a.codebook().isFixed()) {
      System.arraycopy(rom, 0, codebook, 0, rom.length);
    }
  }

  void run(List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      switch (instruction) {
        case Instruction.Load load -> load(load);
        case Instruction.Compute compute -> compute(compute);
        case Instruction.Drain drain -> drain(drain);
        case Instruction.Store store -> store(store);
      }
    }
  }

  private void load(Instruction.Load l) {
    byte[] target =
        switch (Target.values()[l.target()]) {
          case ACTIVATIONS -> activations;
          case RESIDUALS -> residuals;
          case INDICES -> indices;
          case PARAMETERS -> parameters;
          case CODEBOOK -> codebook;
        };
    for (int s = 0; s < l.segments(); s++) {
      for (int i = 0; i < l.words() * a.wordBytes(); i++) {
        int from = bases[l.region()] + l.offset() + s * l.sourceStride() + i;
        target[((l.address() + s * l.targetStride()) * a.wordBytes() + i) & target.length - 1] = memory[from];
      }
    }
  }

  private void store(Instruction.Store st) {
    for (int s = 0; s < st.segments(); s++) {
      int bytes = (st.words() - 1) * a.wordBytes() + st.lastBytes();
      for (int i = 0; i < bytes; i++) {
        byte value = results[((st.address() + s * st.sourceStride()) * a.wordBytes() + i) & results.length - 1];
        memory[bases[st.region()] + st.offset() + s * st.targetStride() + i] = value;
      }
    }
  }

  private void compute(Instruction.Compute c) {
    Stream stream = new Stream(c);
    int lead = c.lead();
    boolean first = true;
    for (int ky = 0; ky < c.kernelY(); ky++) {
      for (int kx = 0; kx < c.kernelX(); kx++) {
        for (int b = 0; b < c.blocks(); b++) {
          int length = b == c.blocks() - 1 ? c.lastSegment() : c.segment();
          for (int at = 0; at < lead + length; at += c.rowsPerPass()) {
            int low = at == 0 ? lead : 0;
            int high = Math.min(c.rowsPerPass(), lead + length - at);
            int[][] weights = stream.pass(high);
            pass(c, weights, ky, kx, b, at - lead, low, high, c.accumulate() == 1 || !first);
            first = false;
          }
          lead = (lead + length) % c.codeword();
        }
      }
    }
  }

  private void pass(
      Instruction.Compute c, int[][] weights, int ky, int kx, int b, int offset, int low, int high, boolean accumulate) {
    for (int y = 0; y < c.pixelsY(); y++) {
      for (int x = 0; x < c.pixelsX(); x++) {
        int row = c.yFirst() + y * c.yStride() + ky * c.yDilation();
        int address = c.activation() + y * c.rowStep() + x * c.columnStep() + ky * c.kyStep() + kx * c.kxStep() + b * c.blockStep();
        int column = c.xFirst() + x * c.columnStep() + kx * c.kxStep() + offset;
        int[] word = banks[c.bank()][c.accumulator() + y * c.pixelsX() + x];
        for (int o = 0; o < a.array().columns(); o++) {
          int sum = accumulate ? word[o] : 0;
          for (int r = low; r < high && o < c.columns(); r++) {
            boolean in = row >= 0 && row < c.height() && column + r >= 0 && column + r < c.rowBytes();
            byte activation = activations[address + offset + r & activations.length - 1];
            sum += in ? weights[o][r] * (c.signed() == 1 ? activation : activation & 0xFF) : 0;
          }
          word[o] = o < c.columns() ? sum : 0;
        }
      }
    }
  }

  /** Takes a compute's stream apart, pass by pass. */
  private final class Stream {
    private final Instruction.Compute c;
    private long bit;

    Stream(Instruction.Compute c) {
      this.c = c;
      bit = 8L * c.stream() * a.wordBytes();
    }

    /** The weights of a pass, by column and row. */
    int[][] pass(int high) {
      int[][] weights = new int[a.array().columns()][a.array().rows()];
      for (int row = 0; c.diagonal() == 1 && row < (high + c.codeword() - 1) / c.codeword() * c.codeword(); row++) {
        byte weight = (byte) take(8);
        if (row < weights.length) {
          weights[row][row] = weight;
        }
      }
      int step = c.plain() == 1 ? 1 : a.codebook().ports();
      for (int column = 0; column < c.columns() && c.diagonal() == 0; column += step) {
        for (int row = 0; row < high; row += c.codeword()) {
          for (int o = column; o < Math.min(column + step, c.columns()); o++) {
            group(weights[o], row);
          }
        }
      }
      return weights;
    }

    private void group(int[] weights, int row) {
      long index = c.plain() == 1 ? 0 : take(c.indexBits());
      long word = (long) (c.book() % a.codebook().books()) * a.codebook().entries() + index % a.codebook().entries();
      for (int i = 0; i < c.codeword(); i++) {
        weights[row + i] = c.plain() == 1 ? (byte) take(8) : codebook[(int) word * a.codewordBytes() + i];
      }
    }

    private long take(int bits) {
      long value = 0;
      for (int i = 0; i < bits; i++, bit++) {
        int at = (int) (bit >> 3) & indices.length - 1;
        value |= (long) (indices[at] >> (bit & 7) & 1) << i;
      }
      return value;
    }
  }

  private void drain(Instruction.Drain d) {
    int lanes = a.postprocess().lanes();
    for (int y = 0; y < d.outputsY(); y++) {
      for (int x = 0; x < d.outputsX(); x++) {
        for (int i = 0; i < d.groups() * lanes; i++) {
          int at = d.result() + y * d.resultRow() + x * d.resultColumn() + i;
          results[at & results.length - 1] = (byte) output(d, y, x, i);
        }
      }
    }
  }

  private int output(Instruction.Drain d, int y, int x, int channel) {
    Integer maximum = null;
    int sum = 0;
    for (int wy = 0; wy < d.windowY(); wy++) {
      for (int wx = 0; wx < d.windowX(); wx++) {
        int iy = d.yFirst() + y * d.strideY() + wy;
        int ix = d.xFirst() + x * d.strideX() + wx;
        if (iy >= 0 && iy < d.tileY() && ix >= 0 && ix < d.tileX()) {
          int value = element(d, y, x, wy, wx, channel);
          maximum = maximum == null ? value : Math.max(maximum, value);
          sum += value;
        }
      }
    }
    if (d.sumPool() == 0) {
      return maximum == null ? 0 : maximum;
    }
    return Math.clamp(requantise(sum, d.poolMultiplier(), d.poolShift()), d.poolLowest(), d.poolHighest());
  }

  private int element(Instruction.Drain d, int y, int x, int wy, int wx, int channel) {
    int word = d.accumulator() + y * d.accumulatorRow() + x * d.strideX() + wy * d.tileX() + wx & (1 << 14) - 1;
    int at = d.parameter() * 8 * a.postprocess().lanes() + 8 * channel & parameters.length - 1;
    int bias = parameters[at] & 0xFF | (parameters[at + 1] & 0xFF) << 8 | (parameters[at + 2] & 0xFF) << 16 | parameters[at + 3] << 24;
    int multiplier = parameters[at + 4] & 0xFF | (parameters[at + 5] & 0xFF) << 8;
    int value = requantise(banks[d.bank()][word][d.column() + channel] + bias, multiplier, parameters[at + 6]);
    if (d.addResidual() == 1) {
      int from = d.residual() + y * d.residualRow() + x * d.residualColumn() + wy * d.residualWindowRow() + wx * d.residualWindowColumn();
      byte residual = residuals[from + channel & residuals.length - 1];
      int integer = d.residualSigned() == 1 ? residual : residual & 0xFF;
      value += requantise(integer, d.residualMultiplier(), d.residualShift());
    }
    return Math.clamp(value, d.lowest(), d.highest());
  }

  /** {@code clamp16((x·m + 2^(s−1)) >> s)}. */
  static int requantise(int x, int multiplier, int shift) {
    return (int) Math.clamp((long) x * multiplier + (1L << shift - 1) >> shift, -32768L, 32767L);
  }

  /** Base address of {@code region}. */
  int base(Region region) {
    return bases[region.ordinal()];
  }
}
