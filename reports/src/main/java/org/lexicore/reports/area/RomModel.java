package org.lexicore.reports.area;

import java.util.List;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Area of a codebook of random codewords as logic, in 0.18 µm cells, from its size alone.
 *
 * <p>Lupanov: almost every function of n inputs needs about 2ⁿ / n gates, so that a table of w words takes w / log₂ w a bit;
 * besides, each word may have a share of a decoder, and each bit its output register.
 */
final class RomModel {
  private final double[] coefficients;
  private final ModelError heldOut;

  private RomModel(double[] coefficients, ModelError heldOut) {
    this.coefficients = coefficients;
    this.heldOut = heldOut;
  }

  /** The model that fits those of {@code roms} which are not held out. */
  static RomModel fit(List<SynthesisedRom> roms) {
    List<SynthesisedRom> calibrating = roms.stream().filter(rom -> !rom.heldOut()).toList();
    double[] fitted = NonNegativeFit.of(
        calibrating.stream().map(rom -> terms(rom.words(), rom.bits())).toArray(double[][]::new),
        calibrating.stream().mapToDouble(SynthesisedRom::um2).toArray());
    RomModel judged = new RomModel(fitted, ModelError.NONE);
    return new RomModel(fitted, ModelError.of(
        roms.stream().filter(SynthesisedRom::heldOut).map(rom -> judged.um2(rom.words(), rom.bits()) / rom.um2() - 1).toList()));
  }

  /** µm² of {@code words} codewords of {@code bits} with one port. */
  double um2(int words, int bits) {
    double[] terms = terms(words, bits);
    double um2 = 0;
    for (int t = 0; t < terms.length; t++) {
      um2 += coefficients[t] * terms[t];
    }
    return um2;
  }

  private static double[] terms(int words, int bits) {
    return new double[] {(double) words * bits / Math.max(1, Accelerator.log2(words)), words, bits};
  }

  /** On tables that did not calibrate it. */
  ModelError heldOutError() {
    return heldOut;
  }
}
