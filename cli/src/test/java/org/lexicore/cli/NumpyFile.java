package org.lexicore.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes arrays as NumPy does. */
public final class NumpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private NumpyFile() {}

  /** {@code values} of float32 with the given extents, in C order. */
  public static String floats(Path file, float[] values, int... extents) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return write(file, "<f4", data.array(), extents);
  }

  /** {@code values} of int64. */
  public static String integers(Path file, long[] values, int... extents) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return write(file, "<i8", data.array(), extents);
  }

  private static String write(Path file, String type, byte[] data, int... extents) throws IOException {
    String shape = Arrays.stream(extents).mapToObj(extent -> extent + ",").collect(Collectors.joining(" "));
    byte[] header = String.format("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }%n", type, shape).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + 2 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.put(MAGIC).putShort((short) header.length).put(header).put(data).array());
    return file.toString();
  }
}
