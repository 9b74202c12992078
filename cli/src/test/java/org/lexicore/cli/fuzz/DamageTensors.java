package org.lexicore.cli.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage to a safetensors file that keeps its parts apart: the length of the header, the header, the data. */
final class DamageTensors {
  private DamageTensors() {}

  /** {@code sound} with one thing wrong. */
  static byte[] apply(byte[] sound, SplittableRandom random) {
    long length = sound.length < 8 ? -1 : ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > sound.length - 8 || random.nextInt(4) == 0) {
      return DamageBytes.apply(sound, random);
    }
    byte[] header = Arrays.copyOfRange(sound, 8, 8 + (int) length);
    byte[] data = Arrays.copyOfRange(sound, 8 + (int) length, sound.length);
    if (random.nextInt(3) == 0) {
      data = DamageBytes.apply(data, random);
    } else {
      header = DamageText.apply(header, random);
    }
    return ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data).array();
  }
}
