package org.lexicore.model.network;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * {@code k} codewords of {@code d} int8 elements each.
 *
 * @param id name by which layers refer to it
 * @param d elements per codeword, 1 to 32
 * @param codewords row-major {@code [k, d]}; −128 is unused
 */
public record Codebook(String id, int d, byte[] codewords) {
  public Codebook {
    if (d < 1 || d > 32 || codewords.length % d != 0) {
      throw new IllegalArgumentException("codebook " + id + ": " + codewords.length + " bytes are no codewords of " + d);
    }
  }

  /** Number of codewords. */
  public int k() {
    return codewords.length / d;
  }

  /** Element {@code i} of codeword {@code index}. */
  public byte element(int index, int i) {
    return codewords[index * d + i];
  }

  /** Bits that an index into this codebook needs: 1 to 16. */
  public int indexBits() {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(k() - 1));
  }

  /** SHA-256 of the codewords' bytes in storage order, in lower-case hex: what decides whether two codebooks are one. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(codewords));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
