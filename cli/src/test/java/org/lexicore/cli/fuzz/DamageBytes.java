package org.lexicore.cli.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage that knows nothing of a file's form: what disks, networks and half-written files do. */
final class DamageBytes {
  private static final long[] EXTREMES = {0, 1, -1, 127, 255, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE};
  private static final float[] REALS = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e12f, -3e38f, 1e-42f, 0, -1};

  private DamageBytes() {}

  /** {@code sound} with one thing wrong. */
  static byte[] apply(byte[] sound, SplittableRandom random) {
    if (sound.length < 16) {
      return Arrays.copyOf(sound, random.nextInt(24));
    }
    byte[] bytes = sound.clone();
    int at = random.nextInt(bytes.length - 8);
    int length = 1 + random.nextInt(Math.min(64, bytes.length - at - 1));
    return switch (random.nextInt(9)) {
      case 0 -> flipped(bytes, random);
      case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length)); // half-written
      case 2 -> filled(bytes, at, length, (byte) (random.nextBoolean() ? 0 : 0xFF));
      case 3 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length)); // a piece is missing
      case 4 -> joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length)); // a piece twice
      case 5 -> swapped(bytes, at, random.nextInt(bytes.length - length), length);
      case 6 -> number(bytes, at, random);
      case 7 -> real(bytes, at, random);
      default -> noise(bytes, at, length, random);
    };
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] filled(byte[] bytes, int at, int length, byte value) {
    Arrays.fill(bytes, at, at + length, value);
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] swapped(byte[] bytes, int a, int b, int length) {
    for (int i = 0; i < length; i++) {
      byte kept = bytes[a + i];
      bytes[a + i] = bytes[b + i];
      bytes[b + i] = kept;
    }
    return bytes;
  }

  private static byte[] number(byte[] bytes, int at, SplittableRandom random) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long extreme = extreme(random);
    return random.nextBoolean() ? buffer.putLong(at, extreme).array() : buffer.putInt(at, (int) extreme).array();
  }

  private static byte[] real(byte[] bytes, int at, SplittableRandom random) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at / 4 * 4, REALS[random.nextInt(REALS.length)]).array();
  }

  private static byte[] noise(byte[] bytes, int at, int length, SplittableRandom random) {
    for (int i = at; i < at + length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  static long extreme(SplittableRandom random) {
    return EXTREMES[random.nextInt(EXTREMES.length)] + random.nextInt(3) - 1;
  }

  static float real(SplittableRandom random) {
    return REALS[random.nextInt(REALS.length)];
  }
}
