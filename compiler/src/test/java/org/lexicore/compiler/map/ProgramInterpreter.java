package org.lexicore.compiler.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.network.Requantisation;
import org.lexicore.model.program.DramAccess;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.Stage;
import org.lexicore.model.program.TensorPlacement;

/**
 * Runs a program straight from the words of {@link Instruction}, one instruction after the other in the order of fetch, without time.
 * Memories hold noise before they are written.
 */
final class ProgramInterpreter {
  private final Accelerator a;
  private final Program program;
  private final Map<Region, byte[]> dram = new EnumMap<>(Region.class);
  private final byte[] activations;
  private final byte[] residuals;
  private final byte[] indices;
  private final byte[] parameters;
  private final byte[] results;
  private final byte[] codebook;
  private final int[][][] banks;

  ProgramInterpreter(Program program, Accelerator a) {
    this.a = a;
    this.program = program;
    Random noise = new Random(99);
    dram.put(Region.DATA, program.data().clone());
    dram.put(Region.SCRATCH, noise(noise, program.scratchBytes()));
    dram.put(Region.INPUT, noise(noise, program.inputBytes()));
    dram.put(Region.OUTPUT, noise(noise, program.outputBytes()));
    activations = noise(noise, a.activationBytes());
    residuals = noise(noise, a.residualBytes());
    indices = noise(noise, a.indexWords() * a.wordBytes());
    parameters = noise(noise, a.buffers().parametersKib() * 1024);
    results = noise(noise, a.resultBytes());
    codebook = noise(noise, a.codebook().books() * a.codebook().entries() * a.codewordBytes());
    if (a.codebook().isFixed()) {
      System.arraycopy(program.rom(), 0, codebook, 0, program.rom().length);
    }
    banks = new int[2][a.accumulatorDepth()][a.array().columns()];
    for (int[][] bank : banks) {
      for (int[] word : bank) {
        Arrays.setAll(word, i -> noise.nextInt());
      }
    }
  }

  private static byte[] noise(Random random, int bytes) {
    byte[] noise = new byte[bytes];
    random.nextBytes(noise);
    return noise;
  }

  /** Integers of the outputs, in the program's order, for those of the inputs. */
  List<int[]> run(List<int[]> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      TensorPlacement place = program.inputs().get(i);
      byte[] bytes = place.layout().pack(inputs.get(i));
      System.arraycopy(bytes, 0, dram.get(place.region()), place.offset(), bytes.length);
    }
    for (Stage stage : program.stages()) {
      switch (stage) {
        case Stage.Run run -> program.instructions(run).forEach(this::execute);
        case Stage.Host host -> host.perform(access());
      }
    }
    List<int[]> outputs = new ArrayList<>();
    for (TensorPlacement place : program.outputs()) {
      outputs.add(place.layout().unpack(dram.get(place.region()), place.offset(), place.tensor().signed()));
    }
    return outputs;
  }

  private void execute(Instruction instruction) {
    switch (instruction) {
      case Instruction.Load load -> load(load);
      case Instruction.Compute compute -> compute(compute);
      case Instruction.Drain drain -> drain(drain);
      case Instruction.Store store -> store(store);
    }
  }

  private DramAccess access() {
    return new DramAccess() {
      @Override
      public byte[] read(Region region, int offset, int length) {
        return Arrays.copyOfRange(dram.get(region), offset, offset + length);
      }

      @Override
      public void write(Region region, int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, dram.get(region), offset, bytes.length);
      }
    };
  }

  private byte[] memory(Target target) {
    return switch (target) {
      case ACTIVATIONS -> activations;
      case RESIDUALS -> residuals;
      case INDICES -> indices;
      case PARAMETERS -> parameters;
      case CODEBOOK -> codebook;
    };
  }

  private void load(Instruction.Load i) {
    byte[] source = dram.get(Region.values()[i.region()]);
    byte[] target = memory(Target.values()[i.target()]);
    int word = a.wordBytes();
    for (int segment = 0; segment < i.segments(); segment++) {
      for (int b = 0; b < i.words() * word; b++) {
        int to = (i.address() + segment * i.targetStride()) * word + b;
        target[Math.floorMod(to, target.length)] = source[i.offset() + segment * i.sourceStride() + b];
      }
    }
  }

  private void store(Instruction.Store i) {
    byte[] target = dram.get(Region.values()[i.region()]);
    int word = a.wordBytes();
    for (int segment = 0; segment < i.segments(); segment++) {
      for (int b = 0; b < (i.words() - 1) * word + i.lastBytes(); b++) {
        int from = (i.address() + segment * i.sourceStride()) * word + b;
        target[i.offset() + segment * i.targetStride() + b] = results[Math.floorMod(from, results.length)];
      }
    }
  }

  /** Bits or bytes of a compute's stream, taken one after the other. */
  private final class Stream {
    private long bit;

    Stream(int word) {
      bit = 8L * word * a.wordBytes();
    }

    int take(int width) {
      int value = 0;
      for (int i = 0; i < width; i++, bit++) {
        int at = (int) ((bit >> 3) % indices.length);
        value |= (indices[at] >> (bit & 7) & 1) << i;
      }
      return value;
    }
  }

  private void compute(Instruction.Compute i) {
    Stream stream = new Stream(i.stream());
    int lead = i.lead();
    boolean first = i.accumulate() == 0;
    for (int ky = 0; ky < i.kernelY(); ky++) {
      for (int kx = 0; kx < i.kernelX(); kx++) {
        for (int b = 0; b < i.blocks(); b++) {
          int length = b == i.blocks() - 1 ? i.lastSegment() : i.segment();
          for (int at = 0; at < lead + length; at += i.rowsPerPass()) {
            int hi = Math.min(i.rowsPerPass(), lead + length - at);
            int[][] weights = weights(i, stream, hi);
            pass(i, weights, new int[] {ky, kx, b, at - lead, at == 0 ? lead : 0, hi}, first);
            first = false;
          }
          lead = (lead + length) % i.codeword();
        }
      }
    }
  }

  private int[][] weights(Instruction.Compute i, Stream stream, int hi) {
    int[][] weights = new int[a.array().columns()][a.array().rows()];
    int d = i.codeword();
    for (int row = 0; i.diagonal() == 1 && row < (hi + d - 1) / d * d; row++) {
      byte weight = (byte) stream.take(8);
      if (row < i.columns()) {
        weights[row][row] = weight;
      }
    }
    int step = i.plain() == 1 ? 1 : a.codebook().ports();
    for (int column = 0; column < i.columns() && i.diagonal() == 0; column += step) {
      for (int group = 0; group < (hi + d - 1) / d; group++) {
        for (int c = column; c < Math.min(i.columns(), column + step); c++) {
          int index = i.plain() == 1 ? 0 : stream.take(i.indexBits());
          for (int e = 0; e < d; e++) {
            int entry = (i.book() * a.codebook().entries() + index) * a.codewordBytes() + e;
            weights[c][group * d + e] = i.plain() == 1 ? (byte) stream.take(8) : codebook[entry];
          }
        }
      }
    }
    return weights;
  }

  private void pass(Instruction.Compute i, int[][] weights, int[] at, boolean first) {
    int ky = at[0];
    int kx = at[1];
    for (int y = 0; y < i.pixelsY(); y++) {
      for (int x = 0; x < i.pixelsX(); x++) {
        int[] word = banks[i.bank()][i.accumulator() + y * i.pixelsX() + x];
        int[] bytes = new int[a.array().rows()];
        int row = i.yFirst() + y * i.yStride() + ky * i.yDilation();
        for (int r = at[4]; r < at[5]; r++) {
          int place = i.xFirst() + x * i.columnStep() + kx * i.kxStep() + at[3] + r;
          if (row >= 0 && row < i.height() && place >= 0 && place < i.rowBytes()) {
            int address =
                i.activation() + y * i.rowStep() + x * i.columnStep() + ky * i.kyStep() + kx * i.kxStep() + at[2] * i.blockStep()
                    + at[3] + r;
            byte b = activations[Math.floorMod(address, activations.length)];
            bytes[r] = i.signed() == 1 ? b : b & 0xFF;
          }
        }
        for (int c = 0; c < a.array().columns(); c++) {
          int sum = first ? 0 : word[c];
          for (int r = at[4]; r < at[5] && c < i.columns(); r++) {
            sum += weights[c][r] * bytes[r];
          }
          word[c] = c < i.columns() ? sum : 0;
        }
      }
    }
  }

  private void drain(Instruction.Drain i) {
    for (int y = 0; y < i.outputsY(); y++) {
      for (int x = 0; x < i.outputsX(); x++) {
        for (int g = 0; g < i.groups(); g++) {
          for (int lane = 0; lane < a.postprocess().lanes(); lane++) {
            int at = i.result() + y * i.resultRow() + x * i.resultColumn() + g * a.postprocess().lanes() + lane;
            results[Math.floorMod(at, results.length)] = (byte) element(i, y, x, g, lane);
          }
        }
      }
    }
  }

  private int element(Instruction.Drain i, int y, int x, int g, int lane) {
    int fold = 0;
    boolean any = false;
    for (int wy = 0; wy < i.windowY(); wy++) {
      for (int wx = 0; wx < i.windowX(); wx++) {
        int iy = i.yFirst() + y * i.strideY() + wy;
        int ix = i.xFirst() + x * i.strideX() + wx;
        if (iy >= 0 && iy < i.tileY() && ix >= 0 && ix < i.tileX()) {
          int v = value(i, y, x, wy, wx, g, lane);
          fold = i.sumPool() == 1 ? fold + v : any ? Math.max(fold, v) : v;
          any = true;
        }
      }
    }
    return i.sumPool() == 1
        ? Math.clamp(new Requantisation(i.poolMultiplier(), i.poolShift()).apply(fold), i.poolLowest(), i.poolHighest())
        : fold;
  }

  private int value(Instruction.Drain i, int y, int x, int wy, int wx, int g, int lane) {
    int lanes = a.postprocess().lanes();
    int word = i.accumulator() + y * i.accumulatorRow() + x * i.strideX() + wy * i.tileX() + wx & 0x3FFF;
    int at = ((i.parameter() + g) * lanes + lane) * 8;
    int bias = 0;
    for (int b = 0; b < 4; b++) {
      bias |= (parameters[(at + b) % parameters.length] & 0xFF) << 8 * b;
    }
    int multiplier = parameters[(at + 4) % parameters.length] & 0xFF | (parameters[(at + 5) % parameters.length] & 0xFF) << 8;
    int sum = banks[i.bank()][word][i.column() + g * lanes + lane] + bias;
    int t = new Requantisation(multiplier, parameters[(at + 6) % parameters.length]).apply(sum);
    if (i.addResidual() == 1) {
      int from =
          i.residual() + y * i.residualRow() + x * i.residualColumn() + wy * i.residualWindowRow()
              + wx * i.residualWindowColumn() + g * lanes + lane;
      byte r = residuals[Math.floorMod(from, residuals.length)];
      t += new Requantisation(i.residualMultiplier(), i.residualShift()).apply(i.residualSigned() == 1 ? r : r & 0xFF);
    }
    return Math.clamp(t, i.lowest(), i.highest());
  }
}
