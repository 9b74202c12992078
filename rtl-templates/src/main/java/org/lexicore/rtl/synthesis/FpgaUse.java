package org.lexicore.rtl.synthesis;

/**
 * What a module takes of an FPGA, all its instances together, without the modules in it.
 *
 * @param luts look-up tables, of 4 inputs (iCE40, ECP5) or up to 6 (Xilinx 7); those that a carry chain takes are counted
 * @param dsps multiplier blocks
 * @param blockRams of the family's size: 4 Kibit (iCE40), 16 Kibit (ECP5), 18 or 36 Kibit (Xilinx 7)
 */
public record FpgaUse(String module, int luts, int flipFlops, int dsps, int blockRams) {
  /** Both together, under this one's name. */
  public FpgaUse plus(FpgaUse other) {
    return new FpgaUse(module, luts + other.luts, flipFlops + other.flipFlops, dsps + other.dsps, blockRams + other.blockRams);
  }
}
