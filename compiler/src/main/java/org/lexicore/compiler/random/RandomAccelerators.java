package org.lexicore.compiler.random;

import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.RandomTimedDram;
import org.lexicore.model.accelerator.WriteOrder;

/** Draws valid accelerators with small arrays and small buffers. */
public final class RandomAccelerators {
  private RandomAccelerators() {}

  /** The accelerator of {@code seed}: always the same one. */
  public static Accelerator draw(long seed) {
    Random random = new Random(seed * 31 + 7);
    int rows = 4 << random.nextInt(4);
    int dataBits = 32 << random.nextInt(5);
    int lanes = 1 << random.nextInt(1 + Accelerator.log2(Math.min(8, Math.min(rows, dataBits / 8))));
    int columns = lanes * Math.ceilDiv(2 + random.nextInt(23), lanes);
    CodebookStore codebook = codebook(random, rows, columns, dataBits);
    int accumulators = Math.max(1, Math.ceilDiv(columns, 16)) * (1 + random.nextInt(4));
    Accelerator.Buffers buffers =
        new Accelerator.Buffers(
            1 << random.nextInt(7), accumulators, 1 << random.nextInt(4), 1 << random.nextInt(4), 1 << random.nextInt(4),
            1 << random.nextInt(3));
    Accelerator drawn = new Accelerator(
        1, "random-" + seed, new Accelerator.Array(rows, columns), 100, new Accelerator.Technology(28), codebook, buffers,
        new Accelerator.Postprocess(lanes),
        new Accelerator.Axi(dataBits, 32, 1 + random.nextInt(8), 1 + random.nextInt(4)),
        new Accelerator.Dram.Ideal(
            1 + random.nextInt(60), 1 << random.nextInt(6), random.nextInt(3) == 0 ? random.nextInt(40) : 0, seed, WriteOrder.drawn(seed)));
    return RandomTimedDram.in(drawn, seed);
  }

  private static CodebookStore codebook(Random random, int rows, int columns, int dataBits) {
    CodebookStore.Kind kind =
        random.nextInt(8) == 0 ? CodebookStore.Kind.NONE : random.nextBoolean() ? CodebookStore.Kind.ROM : CodebookStore.Kind.SRAM;
    int longest = Math.min(12, rows);
    // The larger of two draws: most networks' codewords should fit.
    int dimension = 1 + Math.max(random.nextInt(longest), random.nextInt(longest));
    int codewordBytes = 1 << Accelerator.log2(dimension);
    // A book has at least one word, so that books can be loaded one by one.
    int least = Math.max(1, Accelerator.log2(Math.ceilDiv(dataBits / 8, codewordBytes)));
    int entryBits = Math.max(least, 1 + Math.max(random.nextInt(7), random.nextInt(7)));
    int ports = 1 + random.nextInt(Math.min(4, Math.min(columns, dataBits / entryBits)));
    return kind.apply(new CodebookStore.Capacity(1 << entryBits, dimension, ports, 1 << random.nextInt(3)));
  }
}
