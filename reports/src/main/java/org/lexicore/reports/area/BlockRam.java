package org.lexicore.reports.area;

import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;

/**
 * The block RAM of an FPGA family, in the shapes in which one serves a read port.
 *
 * @param family as people call it
 * @param primitive as the vendor calls it
 * @param shapes words × bits
 */
public record BlockRam(String family, String primitive, List<Shape> shapes) {
  /** Words of {@code bits} bits. */
  public record Shape(int words, int bits) {}

  /**
   * Lattice's iCE40 LP/HX family data sheet (4 kbit); Lattice's ECP5 memory usage guide, TN-02204, and Xilinx's UG473 for series 7 (18 kbit, wide
   * as two ports together).
   */
  public static final List<BlockRam> ALL = List.of(
      new BlockRam("iCE40", "SB_RAM40_4K", List.of(new Shape(256, 16), new Shape(512, 8), new Shape(1024, 4), new Shape(2048, 2))),
      new BlockRam("ECP5", "DP16KD", eighteenKilobits()),
      new BlockRam("Xilinx 7", "RAMB18E1", eighteenKilobits()));

  private static List<Shape> eighteenKilobits() {
    return List.of(new Shape(512, 36), new Shape(1024, 18), new Shape(2048, 9), new Shape(4096, 4), new Shape(8192, 2), new Shape(16384, 1));
  }

  /** How many hold {@code words} of {@code bits}, all of one shape: the fewest. */
  public int count(int words, int bits) {
    return shapes.stream().mapToInt(shape -> Math.ceilDiv(words, shape.words) * Math.ceilDiv(bits, shape.bits)).min().orElseThrow();
  }

  /** How many hold the codebook of {@code accelerator}, a copy a port. */
  public int ofCodebook(Accelerator accelerator) {
    CodebookStore store = accelerator.codebook();
    return store.ports() * count(store.words(), Byte.SIZE * store.codewordBytes());
  }
}
