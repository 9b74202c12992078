package org.lexicore.rtl.synthesis;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A codebook of one port as logic.
 *
 * @param words codewords
 * @param bytes of a codeword
 * @param um2 of 0.18 µm cells, output registers included; from the sampled slices if there are any, with multiplexers that choose among
 *     slices: nothing is shared between them, which a whole synthesis might
 * @param sampled µm² of each slice that the estimate is made of
 * @param heldOut µm² of each slice that judges it
 */
public record RomArea(int words, int bytes, double um2, List<Double> sampled, List<Double> heldOut) {
  /** The largest relative error of the sampled slices' mean on a slice that was held out; none of a table that was mapped whole. */
  public OptionalDouble heldOutError() {
    OptionalDouble mean = sampled.stream().mapToDouble(Double::doubleValue).average();
    return mean.isEmpty()
        ? OptionalDouble.empty()
        : heldOut.stream().mapToDouble(slice -> Math.abs(mean.getAsDouble() / slice - 1)).max();
  }
}
