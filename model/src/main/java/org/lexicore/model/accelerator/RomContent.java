package org.lexicore.model.accelerator;

import java.util.Arrays;

/** The bytes of a codebook ROM: {@code books · entries} codewords of {@link Accelerator#codewordBytes()} bytes. */
public final class RomContent {
  private RomContent() {}

  /**
   * {@code given}, filled up with zeros to the ROM's size.
   *
   * @throws IllegalArgumentException if more is given than the ROM holds: whoever maps a network checks that before
   */
  public static byte[] of(Accelerator accelerator, byte[] given) {
    int bytes = words(accelerator) * accelerator.codewordBytes();
    if (given.length > bytes) {
      throw new IllegalArgumentException(given.length + " bytes for a ROM of " + bytes);
    }
    return Arrays.copyOf(given, bytes);
  }

  /** Codewords that the ROM holds. */
  public static int words(Accelerator accelerator) {
    return accelerator.codebook().books() * accelerator.codebook().entries();
  }
}
