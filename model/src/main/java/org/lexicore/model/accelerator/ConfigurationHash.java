package org.lexicore.model.accelerator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * 64 bits that tell one piece of hardware from another: the value of the registers CONFIGURATION_LOW and CONFIGURATION_HIGH.
 *
 * <p>They are the first 8 bytes of a SHA-256 over what decides about the hardware, so a change of name, clock, technology or DRAM model
 * leaves them as they are.
 */
public final class ConfigurationHash {
  private ConfigurationHash() {}

  /**
   * The hash of {@code accelerator}.
   *
   * @param rom codeword bytes from the ROM's first entry on, of any length; counts only where the codebook is a ROM, as if zeros followed
   */
  public static long of(Accelerator accelerator, byte[] rom) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(text(accelerator).getBytes(StandardCharsets.US_ASCII));
      digest.update(accelerator.codebook().fixedContent(rom));
      byte[] bytes = digest.digest();
      long hash = 0;
      for (int i = 7; i >= 0; i--) {
        hash = hash << 8 | bytes[i] & 0xFF;
      }
      return hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Accelerator a) {
    var codebook = a.codebook();
    var buffers = a.buffers();
    var axi = a.axi();
    return "lexicore 1"
        + " rows " + a.array().rows() + " columns " + a.array().columns()
        + " place " + codebook.word().toUpperCase(Locale.ROOT) + " entries " + codebook.entries() + " dimension " + codebook.dimension()
        + " ports " + codebook.ports() + " books " + codebook.books()
        + " activations " + buffers.activationsKib() + " accumulators " + buffers.accumulatorsKib()
        + " indices " + buffers.indicesKib() + " results " + buffers.resultsKib() + " residuals " + buffers.residualsKib()
        + " parameters " + buffers.parametersKib() + " lanes " + a.postprocess().lanes()
        + " data " + axi.dataBits() + " address " + axi.addressBits() + " reads " + axi.outstandingReads()
        + " writes " + axi.outstandingWrites() + "\n";
  }
}
