package org.lexicore.simulator.random;

import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;

/** Draws compute instructions. */
final class RandomCompute {
  private static final int MOST_PASSES = 24;

  /** No pass has more rows: from here on a gap leaves none of them. */
  static final int WIDE_GAP = 128;

  /** From here on a place in a row needs all bits but its sign. */
  static final int FAR = 1 << 18;

  private final Accelerator accelerator;
  private final Random random;
  private final Ownership ownership;
  private final int rows;

  RandomCompute(Accelerator accelerator, Random random, Ownership ownership) {
    this.accelerator = accelerator;
    this.random = random;
    this.ownership = ownership;
    this.rows = accelerator.array().rows();
  }

  /** One pass that writes every word of a bank. */
  Instruction.Compute fill(int bank) {
    int depth = accelerator.accumulatorDepth();
    int group = accelerator.plainGroupBytes();
    return new Instruction.Compute(
        ownership.use(Unit.COMPUTE, reads(true), writes(bank)), 1, 1, 0, bank, 0, 0, group, rows / group * group, 0, 0,
        accelerator.array().columns(), 0, 1, depth, 0, 1, 1, 1, 1, 0, 0, 0, rows, rows, 0, 0, 1, 1, 1, 0, 1 << 19, 0);
  }

  /** A random compute on a bank that is filled. */
  Instruction.Compute next() {
    boolean plain = !accelerator.codebook().isPresent() || random.nextInt(3) == 0;
    int codeword = plain ? accelerator.plainGroupBytes() : 1 + random.nextInt(accelerator.codebook().dimension());
    int rowsPerPass = rows / codeword * codeword;
    boolean diagonal = plain && random.nextInt(3) == 0;
    int bank = random.nextInt(2);
    int depth = accelerator.accumulatorDepth();
    int pixelsX = 1 + random.nextInt(Math.min(depth, random.nextInt(4) == 0 ? 60 : 8));
    int pixelsY = 1 + random.nextInt(Math.max(1, Math.min(depth / pixelsX, 6)));
    int kernelY = 1 + random.nextInt(3);
    int kernelX = 1 + random.nextInt(3);
    int blocks = 1 + random.nextInt(2);
    int longest = Math.max(1, Math.min(3 * rows, MOST_PASSES * rowsPerPass / (kernelY * kernelX * blocks) - rowsPerPass));
    int columnStep = random.nextInt(random.nextInt(8) == 0 ? 2 * WIDE_GAP : 2 * rows);
    int xFirst = xFirst();
    return new Instruction.Compute(
        ownership.use(Unit.COMPUTE, reads(plain), writes(bank)),
        plain ? 1 : 0,
        random.nextInt(2),
        random.nextInt(2),
        bank,
        random.nextInt(depth - pixelsX * pixelsY + 1),
        plain ? 0 : 1 + random.nextInt(accelerator.entryBits()),
        codeword,
        rowsPerPass,
        random.nextInt(accelerator.codebook().books()),
        nearTheEnd(accelerator.indexWords(), 4),
        columns(diagonal ? Math.min(codeword, accelerator.array().columns()) : accelerator.array().columns()),
        nearTheEnd(accelerator.activationBytes(), 4 * rows),
        pixelsY,
        pixelsX,
        random.nextInt(512),
        columnStep,
        kernelY,
        kernelX,
        blocks,
        random.nextInt(256),
        random.nextInt(2 * rows),
        random.nextInt(1024),
        1 + random.nextInt(longest),
        1 + random.nextInt(longest),
        random.nextInt(Math.min(codeword, 64)),
        random.nextInt(9) - 4,
        random.nextInt(4),
        random.nextInt(4),
        1 + random.nextInt(16),
        xFirst,
        (xFirst < FAR ? 0 : xFirst) + 1 + random.nextInt(1 + pixelsX * columnStep) + (random.nextInt(4) == 0 ? 2 * WIDE_GAP : 0),
        diagonal ? 1 : 0);
  }

  /** Now and then among the last {@code margin} of {@code size}, where addresses wrap. */
  private int nearTheEnd(int size, int margin) {
    return random.nextInt(8) == 0 ? size - 1 - random.nextInt(Math.min(size, margin)) : random.nextInt(size);
  }

  private int columns(int most) {
    return random.nextInt(3) == 0 ? most : 1 + random.nextInt(most);
  }

  /** Left of the input, often, and sometimes so far that its distance needs more than 7 bits, or more than 10; or far to the right. */
  private int xFirst() {
    return switch (random.nextInt(10)) {
      case 9 -> FAR + random.nextInt(2 * rows);
      case 0 -> -WIDE_GAP - random.nextInt(2 * rows);
      case 1 -> -random.nextInt(1 << 12);
      default -> random.nextInt(3 * rows) - rows;
    };
  }

  private Ownership.Place[] reads(boolean plain) {
    return plain
        ? new Ownership.Place[] {
          Ownership.Place.ACTIVATIONS, Ownership.Place.INDICES_LOW, Ownership.Place.INDICES_HIGH
        }
        : new Ownership.Place[] {
          Ownership.Place.ACTIVATIONS, Ownership.Place.INDICES_LOW, Ownership.Place.INDICES_HIGH, Ownership.Place.CODEBOOK
        };
  }

  private static Ownership.Place[] writes(int bank) {
    return new Ownership.Place[] {bank == 0 ? Ownership.Place.BANK_0 : Ownership.Place.BANK_1};
  }
}
