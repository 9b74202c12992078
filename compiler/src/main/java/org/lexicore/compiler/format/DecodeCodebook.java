package org.lexicore.compiler.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.lexicore.compiler.data.ElementType;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.NumberRange;
import org.lexicore.compiler.note.RoundedCodebook;
import org.lexicore.model.Problems;
import org.lexicore.model.network.Codebook;

/**
 * A stored codebook as int8.
 *
 * @param factor real codeword element = integer × factor; 1 if it was stored as int8
 * @param sha256 of the bytes as stored
 * @param rounding what rounding changed of a codebook that was stored in float
 */
record DecodeCodebook(Codebook codebook, float factor, String sha256, Optional<RoundedCodebook> rounding) {
  /**
   * Decodes a tensor.
   *
   * @param place how messages call it
   * @return a codebook of zeros if there was a problem
   */
  static DecodeCodebook of(String place, String id, NdArray stored, Problems problems) {
    int[] shape = stored.shape();
    boolean fits = shape.length == 2 && shape[0] >= 2 && shape[0] <= 65_536 && shape[1] >= 1 && shape[1] <= 32;
    problems.require(fits, "%s: has the shape %s; it must be [k, d] with k from 2 to 65536 and d from 1 to 32", place,
        java.util.Arrays.toString(shape));
    boolean known = stored.type() == ElementType.I8 || stored.type() == ElementType.F16 || stored.type() == ElementType.F32;
    problems.require(known, "%s: is of %s; it must be I8, F16 or F32", place, stored.type());
    if (!fits || !known) {
      return new DecodeCodebook(new Codebook(id, 1, new byte[2]), 1, "", Optional.empty());
    }
    return stored.type() == ElementType.I8 ? exact(place, id, stored, problems) : rounded(place, id, stored, problems);
  }

  private static DecodeCodebook exact(String place, String id, NdArray stored, Problems problems) {
    byte[] codewords = new byte[stored.size()];
    stored.bytes().get(0, codewords);
    for (int i = 0; i < codewords.length; i++) {
      if (codewords[i] == -128) {
        problems.add("%s: element %d of codeword %d is -128; integers are -127 to 127", place, i % stored.shape()[1], i / stored.shape()[1]);
        break;
      }
    }
    return new DecodeCodebook(new Codebook(id, stored.shape()[1], codewords), 1, sha256(stored), Optional.empty());
  }

  private static DecodeCodebook rounded(String place, String id, NdArray stored, Problems problems) {
    float[] values = stored.floats();
    float largest = 0;
    int beyond = NumberRange.firstBeyond(values);
    if (beyond >= 0) {
      int d = stored.shape()[1];
      problems.add("%s: element %d of codeword %d is %s; write the codebook again", place, beyond % d, beyond / d, NumberRange.describe(values[beyond]));
    }
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    float factor = largest > 0 ? largest / 127 : 1;
    byte[] codewords = new byte[values.length];
    double squares = 0;
    double error = 0;
    for (int i = 0; i < values.length; i++) {
      codewords[i] = (byte) Math.max(-127, Math.min(127, Math.round(values[i] / factor)));
      double difference = values[i] - codewords[i] * (double) factor;
      squares += values[i] * (double) values[i];
      error += difference * difference;
    }
    RoundedCodebook rounding = new RoundedCodebook(id, squares == 0 ? 0 : Math.sqrt(error / squares));
    return new DecodeCodebook(new Codebook(id, stored.shape()[1], codewords), factor, sha256(stored), Optional.of(rounding));
  }

  private static String sha256(NdArray stored) {
    try {
      byte[] bytes = new byte[stored.bytes().limit()];
      stored.bytes().get(0, bytes);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
