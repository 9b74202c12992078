package org.lexicore.simulator;

import java.util.Random;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Waits;

/** The arithmetic of one long pass and nothing around it: what the machine's own peak is. */
public final class RowKernel {
  private static final int ROWS = 32;
  private static final int COLUMNS = 32;

  /** Activations and sums of a column stay in a first-level cache. */
  private static final int PIXELS = 256;

  private final Accumulators bank = new Accumulators(COLUMNS);
  private final Pass pass = pass();
  private final byte[][] weights = new byte[COLUMNS][ROWS];
  private final int[][] activations = new int[ROWS][];

  /** Seeded operands. */
  public RowKernel() {
    Random random = new Random(1);
    for (byte[] column : weights) {
      random.nextBytes(column);
    }
    for (int row = 0; row < ROWS; row++) {
      activations[row] = random.ints(PIXELS, 0, 256).toArray();
    }
  }

  private static Pass pass() {
    Instruction.Compute compute = new Instruction.Compute(
        new Waits(0, 0, 0, 0), 1, 1, 0, 0, 0, 0, ROWS, ROWS, 0, 0, COLUMNS, 0, 1, PIXELS, 0, ROWS, 1, 1, 1, 0, 0, 0, ROWS, ROWS, 0, 0, 1, 1, 1, 0,
        PIXELS * ROWS, 0);
    return new Pass(compute, 0, true, 0, 0, 0, 0, 0, 0, 0, 0, ROWS);
  }

  /** Multiply-accumulates of {@link #multiply}. */
  public static long macs() {
    return (long) ROWS * COLUMNS * PIXELS;
  }

  /** Carries the pass out; returns one of its sums. */
  public int multiply() {
    Array.multiply(pass, weights, activations, bank, 0, COLUMNS);
    return bank.get(0, 0);
  }
}
