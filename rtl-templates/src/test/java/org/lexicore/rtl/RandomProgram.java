package org.lexicore.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Waits;

/**
 * A seeded program that fills every buffer with noise, then runs blocks of compute, drain and store with shapes that no network would have.
 *
 * <p>Computes and drains of neighbouring blocks overlap, one in each bank. Nothing that is used is left unwritten.
 */
final class RandomProgram {
  static final int MEMORY = 65536;
  static final int[] BASES = {0x4000, 0xA000, 0x8000, 0xC000};
  private static final int OUTPUT_BYTES = MEMORY - 0xC000;

  final List<Instruction> instructions = new ArrayList<>();
  final byte[] memory = new byte[MEMORY];

  private final Accelerator a;
  private final Random random;
  private final int word;
  private int loads;
  private int computes;
  private int drains;
  private int stores;
  private int offset;
  private int output;

  RandomProgram(Accelerator a, long seed, int blocks) {
    this.a = a;
    this.random = new Random(seed);
    this.word = a.wordBytes();
    random.nextBytes(memory);
    fill(Target.PARAMETERS, a.parameterGroups() * 8 * a.postprocess().lanes());
    plausibleParameters();
    fill(Target.ACTIVATIONS, a.activationBytes());
    fill(Target.RESIDUALS, a.residualBytes());
    fill(Target.INDICES, a.indexWords() * word);
    if (a.codebook().isLoadable()) {
      fill(Target.CODEBOOK, Math.max(word, a.codebook().books() * a.codebook().entries() * a.codewordBytes()));
    }
    for (int block = 0; block < blocks; block++) {
      block(block);
    }
    for (int i = 0; i < instructions.size(); i++) {
      System.arraycopy(InstructionSet.encode(instructions.get(i)), 0, memory, i * Instruction.BYTES, Instruction.BYTES);
    }
  }

  private int upTo(int highest) {
    return 1 + random.nextInt(highest);
  }

  /** Loads a whole buffer, cut into a few segments that lie apart in DRAM and begin anywhere. */
  private void fill(Target target, int bytes) {
    int words = bytes / word;
    int segments = words % 4 == 0 && words > 4 ? 4 : 1;
    int each = words / segments;
    int stride = each * word + word * random.nextInt(8);
    int start = offset + word * random.nextInt(256 / word);
    instructions.add(
        new Instruction.Load(
            Waits.NONE, random.nextInt(5), Region.DATA.ordinal(), start, target.ordinal(), 0, segments, each, stride, each));
    loads++;
    offset = start + segments * stride;
    if (offset > 0x8000) {
      throw new IllegalStateException("the data do not fit");
    }
  }

  /** Shifts from 1 to 47, small biases, multipliers that leave something to see. */
  private void plausibleParameters() {
    Instruction.Load load = (Instruction.Load) instructions.getLast();
    for (int s = 0; s < load.segments(); s++) {
      for (int i = 0; i < load.words() * word; i += 8) {
        int at = BASES[0] + load.offset() + s * load.sourceStride() + i;
        if (i + 8 > load.words() * word) {
          return;
        }
        memory[at + 2] = (byte) (random.nextBoolean() ? 0 : -1);
        memory[at + 3] = memory[at + 2];
        memory[at + 6] = (byte) (random.nextInt(8) == 0 ? upTo(47) : 16 + random.nextInt(12));
        memory[at + 7] = 0;
      }
    }
  }

  private void block(int block) {
    int bank = block & 1;
    int depth = a.accumulatorDepth();
    int pixelsY = upTo(4);
    int pixelsX = upTo(Math.min(5, depth / pixelsY));
    int accumulator = random.nextInt(depth - pixelsY * pixelsX + 1);
    // The bank's last drain is two blocks back.
    Waits waits = new Waits(loads, 0, Math.max(0, block - 1), 0);
    int parts = upTo(2);
    for (int part = 0; part < parts; part++) {
      instructions.add(compute(waits, part > 0, bank, accumulator, pixelsY, pixelsX));
      computes++;
    }
    drainAndStore(bank, accumulator, pixelsY, pixelsX);
  }

  private Instruction.Compute compute(Waits waits, boolean accumulate, int bank, int accumulator, int pixelsY, int pixelsX) {
    boolean plain = !a.codebook().isPresent() || random.nextInt(4) == 0;
    int codeword = plain ? a.plainGroupBytes() : upTo(a.codebook().dimension());
    int rowsPerPass = a.array().rows() / codeword * codeword;
    boolean diagonal = plain && random.nextInt(3) == 0;
    int most = diagonal ? Math.min(codeword, a.array().columns()) : a.array().columns();
    int blocks = upTo(2);
    int longest = upTo(3) * rowsPerPass + 3;
    return new Instruction.Compute(
        waits, plain ? 1 : 0, random.nextInt(2), accumulate ? 1 : 0, bank, accumulator,
        plain ? 0 : upTo(Math.min(16, a.entryBits())), codeword, rowsPerPass, random.nextInt(256),
        random.nextInt(1 << 20), random.nextInt(6) == 0 ? upTo(most) : most,
        random.nextInt(1 << 24), pixelsY, pixelsX, random.nextInt(300), random.nextInt(40), upTo(3), upTo(3), blocks,
        random.nextInt(300), random.nextInt(50), random.nextInt(1 << 12), upTo(longest), upTo(longest),
        random.nextInt(Math.min(64, codeword)), random.nextInt(8) - 4, random.nextInt(4), random.nextInt(3), upTo(12),
        random.nextInt(100) - 50, 20 + random.nextInt(150), diagonal ? 1 : 0);
  }

  private void drainAndStore(int bank, int accumulator, int pixelsY, int pixelsX) {
    int lanes = a.postprocess().lanes();
    int groups = upTo(a.array().columns() / lanes);
    int column = random.nextInt(a.array().columns() / lanes - groups + 1) * lanes;
    boolean pool = random.nextBoolean();
    int windowY = pool ? upTo(3) : 1;
    int windowX = pool ? upTo(3) : 1;
    int strideY = pool ? random.nextInt(3) : 1;
    int strideX = pool ? random.nextInt(3) : 1;
    int outputsY = pool ? upTo(3) : pixelsY;
    int outputsX = pool ? upTo(3) : pixelsX;
    int yFirst = pool ? random.nextInt(4) - 2 : 0;
    int xFirst = pool ? random.nextInt(4) - 2 : 0;
    int block = groups * lanes;
    int rowWords = (outputsX * block + word - 1) / word;
    while (outputsY > 1 && outputsY * rowWords * word > a.resultBytes()) {
      outputsY--;
    }
    boolean residual = random.nextBoolean();
    int first = random.nextInt(a.resultBytes() / word);
    boolean sum = random.nextBoolean();
    instructions.add(
        new Instruction.Drain(
            new Waits(0, computes, 0, stores), bank, column, groups, outputsY, outputsX, windowY, windowX, sum ? 1 : 0, yFirst, xFirst,
            strideY, strideX, pixelsY, pixelsX, accumulator + yFirst * pixelsX + xFirst & 0x3FFF, strideY * pixelsX,
            random.nextInt(a.parameterGroups()), random.nextInt(100) - 128, random.nextInt(256), residual ? 1 : 0, random.nextInt(2),
            random.nextInt(1 << 16) * lanes, random.nextInt(100) * lanes, random.nextInt(10) * lanes, random.nextInt(100) * lanes,
            random.nextInt(128 / lanes) * lanes, residual ? random.nextInt(65536) : 0, residual ? upTo(20) : 0,
            sum ? random.nextInt(65536) : 0, sum ? upTo(20) : 0, random.nextInt(100) - 128, random.nextInt(256), first * word,
            rowWords * word, block));
    drains++;
    int stride = rowWords * word + word * random.nextInt(3);
    if (output + outputsY * stride > OUTPUT_BYTES) {
      output = 0;
    }
    instructions.add(
        new Instruction.Store(
            new Waits(0, 0, drains, 0), Region.OUTPUT.ordinal(), output, first, outputsY, rowWords,
            outputsX * block - (rowWords - 1) * word, stride, rowWords));
    stores++;
    output += outputsY * stride + word * random.nextInt(4);
    if (output > OUTPUT_BYTES - 2048) {
      output = 0;
    }
  }
}
