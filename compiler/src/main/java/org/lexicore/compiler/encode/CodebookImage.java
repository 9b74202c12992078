package org.lexicore.compiler.encode;

import org.lexicore.model.network.Codebook;

/** A codebook as the store holds it: codewords one after the other, each padded with zeros to {@code codewordBytes}. */
public final class CodebookImage {
  private CodebookImage() {}

  /** The bytes of {@code codebook}, {@code codewordBytes} a codeword. */
  public static byte[] encode(Codebook codebook, int codewordBytes) {
    byte[] bytes = new byte[codebook.k() * codewordBytes];
    for (int i = 0; i < codebook.k(); i++) {
      System.arraycopy(codebook.codewords(), i * codebook.d(), bytes, i * codewordBytes, codebook.d());
    }
    return bytes;
  }
}
