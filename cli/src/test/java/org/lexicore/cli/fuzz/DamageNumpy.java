package org.lexicore.cli.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage to a NumPy file of version 1 that keeps its header's length true. */
final class DamageNumpy {
  private static final int PREFIX = 10;

  private DamageNumpy() {}

  /** {@code sound} with one thing wrong. */
  static byte[] apply(byte[] sound, SplittableRandom random) {
    int length = sound.length < PREFIX ? -1 : ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getShort(PREFIX - 2);
    if (length < 0 || PREFIX + length > sound.length || random.nextInt(3) == 0) {
      return DamageBytes.apply(sound, random);
    }
    byte[] header = DamageText.apply(Arrays.copyOfRange(sound, PREFIX, PREFIX + length), random);
    return ByteBuffer.allocate(sound.length - length + header.length).order(ByteOrder.LITTLE_ENDIAN)
        .put(sound, 0, PREFIX - 2).putShort((short) header.length).put(header).put(sound, PREFIX + length, sound.length - PREFIX - length).array();
  }
}
