package org.lexicore.compiler.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.InputException;

/** Are NumPy and IDX files read as they are written, and damaged ones refused? */
class ArrayFileTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    Path file = folder.resolve("a.bin");
    Files.write(file, content);
    return file;
  }

  private static byte[] numpy(String dictionary, byte[] data) {
    byte[] header = dictionary.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length + data.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length).put(header).put(data);
    return bytes.array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    }
    return out.toByteArray();
  }

  private String problem(byte[] content) throws IOException {
    Path file = file(content);
    return assertThrows(InputException.class, () -> ArrayFile.read(file)).getMessage().replace(file.toString(), "FILE");
  }

  @Test
  void littleAndBigEndianFloatsAreEqual() throws IOException {
    byte[] big = {0x3F, (byte) 0x80, 0, 0, (byte) 0xC0, 0x20, 0, 0};
    byte[] little = {0, 0, (byte) 0x80, 0x3F, 0, 0, 0x20, (byte) 0xC0};
    NdArray fromBig = ArrayFile.read(file(numpy("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 1), }\n", big)));
    NdArray fromLittle = ArrayFile.read(file(numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n", little)));
    assertArrayEquals(new float[] {1, -2.5f}, fromBig.floats());
    assertArrayEquals(new float[] {1, -2.5f}, fromLittle.floats());
    assertArrayEquals(new int[] {2, 1}, fromBig.shape());
  }

  @Test
  void everyIntegerWidthKeepsItsSign() throws IOException {
    byte[] ones = new byte[8];
    Arrays.fill(ones, (byte) 0xFF);
    String[] types = {"|u1", "|i1", "<u2", "<i2", "<i4", "<i8"};
    long[] expected = {255, -1, 65535, -1, -1, -1};
    for (int i = 0; i < types.length; i++) {
      int width = types[i].charAt(2) - '0';
      String header = "{'descr': '" + types[i] + "', 'fortran_order': False, 'shape': (1,), }";
      assertEquals(expected[i], ArrayFile.read(file(numpy(header, Arrays.copyOf(ones, width)))).integer(0), types[i]);
    }
  }

  @Test
  void gzippedIdxIsRead() throws IOException {
    byte[] idx = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255};
    NdArray array = ArrayFile.read(file(gzip(idx)));
    assertArrayEquals(new int[] {2, 3}, array.shape());
    assertEquals(255, array.integer(5));
    assertEquals(3, array.sliceSize());
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] npy = numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new byte[8]);
    byte[] idx = {0, 0, 8, 1, 0, 0, 0, 2, 7, 8};
    int refused = 0;
    for (byte[] whole : new byte[][] {npy, idx, gzip(idx)}) {
      for (int length = 0; length < whole.length; length++, refused++) {
        assertTrue(problem(Arrays.copyOf(whole, length)).startsWith("FILE: "));
      }
    }
    assertEquals(npy.length + idx.length + gzip(idx).length, refused);
  }

  @Test
  void messagesSayWhatIsWrong() throws IOException {
    assertEquals(
        "FILE: holds 8 bytes of data, its header states 3 elements of 4; is it truncated?",
        problem(numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", new byte[8])));
    assertEquals(
        "FILE: is in Fortran order; save numpy.ascontiguousarray(array)",
        problem(numpy("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }", new byte[8])));
    assertEquals(
        "FILE: elements of type 'c8' are not supported; convert to float32 or uint8",
        problem(numpy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", new byte[8])));
    assertEquals("FILE: is neither a NumPy .npy file nor an IDX file, gzipped or not", problem(new byte[] {1, 2, 3, 4}));
    String huge = "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }";
    assertTrue(problem(numpy(huge, new byte[8])).contains("is it truncated?"));
    InputException e = assertThrows(InputException.class, () -> ArrayFile.read(folder.resolve("none")));
    assertEquals(folder.resolve("none") + ": there is no such file", e.getMessage());
  }
}
