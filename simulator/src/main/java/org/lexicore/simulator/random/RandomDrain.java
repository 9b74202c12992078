package org.lexicore.simulator.random;

import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;

/** Draws drain instructions. */
final class RandomDrain {
  private static final int ADDRESS_MASK = (1 << 14) - 1;

  private final Accelerator accelerator;
  private final Random random;
  private final Ownership ownership;
  private final int lanes;

  RandomDrain(Accelerator accelerator, Random random, Ownership ownership) {
    this.accelerator = accelerator;
    this.random = random;
    this.ownership = ownership;
    this.lanes = accelerator.postprocess().lanes();
  }

  /** One that writes the whole result buffer from one pixel of bank 0. */
  Instruction.Drain fill() {
    Ownership.Place[] writes = {Ownership.Place.RESULTS_LOW, Ownership.Place.RESULTS_HIGH};
    int perRow = 512 / lanes;
    int rows = accelerator.resultBytes() / (perRow * lanes);
    return new Instruction.Drain(
        ownership.use(Unit.DRAIN, reads(0), writes), 0, 0, 1, rows, perRow, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, -128,
        127, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, perRow * lanes, lanes);
  }

  /** A random drain of a bank that is filled, into one half of the result buffer. */
  Instruction.Drain next() {
    int depth = accelerator.accumulatorDepth();
    int bank = random.nextInt(2);
    int columnGroups = accelerator.array().columns() / lanes;
    int groups = 1 + random.nextInt(columnGroups);
    int tileX = 1 + random.nextInt(Math.min(depth, 8));
    int tileY = 1 + random.nextInt(Math.min(Math.max(1, depth / tileX), 6));
    boolean pools = random.nextInt(2) == 0;
    int strideX = pools ? random.nextInt(4) : 1;
    int strideY = pools ? random.nextInt(4) : 1;
    int yFirst = pools ? random.nextInt(4) - 2 : 0;
    int xFirst = pools ? random.nextInt(4) - 2 : 0;
    int base = random.nextInt(depth - tileX * tileY + 1);
    int half = accelerator.resultBytes() / 2;
    int resultColumn = groups * lanes;
    int outputsX = 1 + random.nextInt(Math.max(1, Math.min(pools ? 5 : tileX, half / resultColumn)));
    int resultRow = outputsX * resultColumn;
    int outputsY = 1 + random.nextInt(Math.max(1, Math.min(pools ? 4 : tileY, half / resultRow)));
    boolean high = random.nextBoolean();
    int result = (high ? half : 0) + random.nextInt((half - outputsY * resultRow) / lanes + 1) * lanes;
    int lowest = random.nextInt(200) - 128;
    int poolLowest = random.nextInt(200) - 128;
    return new Instruction.Drain(
        ownership.use(
            Unit.DRAIN,
            reads(bank),
            new Ownership.Place[] {high ? Ownership.Place.RESULTS_HIGH : Ownership.Place.RESULTS_LOW}),
        bank,
        random.nextInt(columnGroups - groups + 1) * lanes,
        groups,
        outputsY,
        outputsX,
        pools ? 1 + random.nextInt(3) : 1,
        pools ? 1 + random.nextInt(3) : 1,
        random.nextInt(2),
        yFirst,
        xFirst,
        strideY,
        strideX,
        tileY,
        tileX,
        base + yFirst * tileX + xFirst & ADDRESS_MASK,
        strideY * tileX,
        random.nextInt(accelerator.parameterGroups()),
        lowest,
        lowest + random.nextInt(256 - lowest),
        random.nextInt(2),
        random.nextInt(2),
        random.nextInt(accelerator.residualBytes() / lanes) * lanes,
        random.nextInt(64) * lanes,
        random.nextInt(16) * lanes,
        random.nextInt(64) * lanes,
        random.nextInt(255 / lanes + 1) * lanes,
        random.nextInt(65536),
        1 + random.nextInt(24),
        random.nextInt(65536),
        1 + random.nextInt(24),
        poolLowest,
        poolLowest + random.nextInt(256 - poolLowest),
        result,
        resultRow,
        resultColumn);
  }

  private static Ownership.Place[] reads(int bank) {
    return new Ownership.Place[] {
      bank == 0 ? Ownership.Place.BANK_0 : Ownership.Place.BANK_1, Ownership.Place.PARAMETERS, Ownership.Place.RESIDUALS
    };
  }
}
