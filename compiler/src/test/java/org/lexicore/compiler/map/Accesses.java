package org.lexicore.compiler.map;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;

/** Which bytes of which memory an instruction reads and writes, from the words of {@link Instruction}. */
final class Accesses {
  /** All memories that instructions touch. */
  enum Memory { ACTIVATIONS, RESIDUALS, INDICES, PARAMETERS, CODEBOOK, RESULTS, DATA, SCRATCH, INPUT, OUTPUT }

  /** Receives one byte's access; a load or store reports the byte read, then the byte written with it. */
  interface Visitor {
    void read(Memory memory, int at);

    void write(Memory memory, int at);
  }

  private final Accelerator a;
  private final Visitor visitor;

  Accesses(Accelerator a, Visitor visitor) {
    this.a = a;
    this.visitor = visitor;
  }

  /** Bytes of an on-chip memory. */
  static int size(Memory memory, Accelerator a) {
    return switch (memory) {
      case ACTIVATIONS -> a.activationBytes();
      case RESIDUALS -> a.residualBytes();
      case INDICES -> a.indexWords() * a.wordBytes();
      case PARAMETERS -> a.buffers().parametersKib() * 1024;
      case CODEBOOK -> Math.max(a.wordBytes(), a.codebook().books() * a.codebook().entries() * a.codewordBytes());
      case RESULTS -> a.resultBytes();
      case DATA, SCRATCH, INPUT, OUTPUT -> throw new IllegalArgumentException("not on chip: " + memory);
    };
  }

  static Memory memory(Target target) {
    return Memory.valueOf(target.name());
  }

  static Memory memory(Region region) {
    return Memory.valueOf(region.name());
  }

  void visit(Instruction instruction) {
    switch (instruction) {
      case Instruction.Load load -> load(load);
      case Instruction.Compute compute -> compute(compute);
      case Instruction.Drain drain -> drain(drain);
      case Instruction.Store store -> store(store);
    }
  }

  private void onChipRead(Memory memory, int at) {
    visitor.read(memory, Math.floorMod(at, size(memory, a)));
  }

  private void load(Instruction.Load i) {
    int word = a.wordBytes();
    Memory target = memory(Target.values()[i.target()]);
    for (int s = 0; s < i.segments(); s++) {
      for (int b = 0; b < i.words() * word; b++) {
        visitor.read(memory(Region.values()[i.region()]), i.offset() + s * i.sourceStride() + b);
        visitor.write(target, Math.floorMod((i.address() + s * i.targetStride()) * word + b, size(target, a)));
      }
    }
  }

  private void store(Instruction.Store i) {
    int word = a.wordBytes();
    for (int s = 0; s < i.segments(); s++) {
      for (int b = 0; b < (i.words() - 1) * word + i.lastBytes(); b++) {
        onChipRead(Memory.RESULTS, (i.address() + s * i.sourceStride()) * word + b);
        visitor.write(memory(Region.values()[i.region()]), i.offset() + s * i.targetStride() + b);
      }
    }
  }

  private void compute(Instruction.Compute i) {
    long bits = 0;
    int lead = i.lead();
    for (int segment = 0; segment < i.kernelY() * i.kernelX() * i.blocks(); segment++) {
      int b = segment % i.blocks();
      int kx = segment / i.blocks() % i.kernelX();
      int ky = segment / i.blocks() / i.kernelX();
      int end = lead + (b == i.blocks() - 1 ? i.lastSegment() : i.segment());
      for (int first = 0; first < end; first += i.rowsPerPass()) {
        int hi = Math.min(i.rowsPerPass(), end - first);
        int groups = (hi + i.codeword() - 1) / i.codeword();
        bits += (long) groups * (i.diagonal() == 1 ? 1 : i.columns()) * (i.plain() == 1 ? 8 * i.codeword() : i.indexBits());
        pixels(i, ky, kx, b, first - lead, first == 0 ? lead : 0, hi);
      }
      lead = end % i.codeword();
    }
    for (int at = 0; at < (bits + 7) / 8; at++) {
      onChipRead(Memory.INDICES, i.stream() * a.wordBytes() + at);
    }
  }

  private void pixels(Instruction.Compute i, int ky, int kx, int b, int start, int lo, int hi) {
    for (int y = 0; y < i.pixelsY(); y++) {
      int row = i.yFirst() + y * i.yStride() + ky * i.yDilation();
      if (row < 0 || row >= i.height()) {
        continue;
      }
      for (int x = 0; x < i.pixelsX(); x++) {
        int within = x * i.columnStep() + kx * i.kxStep() + start;
        int from = Math.max(lo, -i.xFirst() - within);
        int to = Math.min(hi, i.rowBytes() - i.xFirst() - within);
        int address = i.activation() + y * i.rowStep() + ky * i.kyStep() + b * i.blockStep() + within;
        for (int r = from; r < to; r++) {
          onChipRead(Memory.ACTIVATIONS, address + r);
        }
      }
    }
  }

  private void drain(Instruction.Drain i) {
    int lanes = a.postprocess().lanes();
    for (int at = 0; at < i.groups() * lanes * 8; at++) {
      onChipRead(Memory.PARAMETERS, i.parameter() * lanes * 8 + at);
    }
    for (int y = 0; y < i.outputsY(); y++) {
      for (int x = 0; x < i.outputsX(); x++) {
        if (i.addResidual() == 1) {
          residuals(i, y, x);
        }
        for (int c = 0; c < i.groups() * lanes; c++) {
          int at = i.result() + y * i.resultRow() + x * i.resultColumn() + c;
          visitor.write(Memory.RESULTS, Math.floorMod(at, size(Memory.RESULTS, a)));
        }
      }
    }
  }

  private void residuals(Instruction.Drain i, int y, int x) {
    for (int wy = 0; wy < i.windowY(); wy++) {
      for (int wx = 0; wx < i.windowX(); wx++) {
        int iy = i.yFirst() + y * i.strideY() + wy;
        int ix = i.xFirst() + x * i.strideX() + wx;
        if (iy >= 0 && iy < i.tileY() && ix >= 0 && ix < i.tileX()) {
          int at = i.residual() + y * i.residualRow() + x * i.residualColumn();
          for (int c = 0; c < i.groups() * a.postprocess().lanes(); c++) {
            onChipRead(Memory.RESIDUALS, at + wy * i.residualWindowRow() + wx * i.residualWindowColumn() + c);
          }
        }
      }
    }
  }
}
