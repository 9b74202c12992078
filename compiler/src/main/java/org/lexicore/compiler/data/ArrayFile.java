package org.lexicore.compiler.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.lexicore.model.InputException;

/** Reads numeric arrays: NumPy's {@code .npy} and MNIST's IDX, either of them gzipped; the content decides, not the name. */
public final class ArrayFile {
  private ArrayFile() {}

  /**
   * The array in {@code file}.
   *
   * @throws InputException if the file cannot be read, or is neither format, or is damaged
   */
  public static NdArray read(Path file) {
    byte[] content = unzipped(file);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    if (NumpyFormat.matches(bytes)) {
      return NumpyFormat.parse(file.toString(), bytes);
    }
    if (IdxFormat.matches(bytes)) {
      return IdxFormat.parse(file.toString(), bytes);
    }
    throw new InputException(file + ": is neither a NumPy .npy file nor an IDX file, gzipped or not");
  }

  private static byte[] unzipped(Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file");
    } catch (IOException | OutOfMemoryError e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage());
    }
    if (content.length < 2 || (content[0] & 0xFF) != 0x1F || (content[1] & 0xFF) != 0x8B) {
      return content;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new InputException(file + ": its gzip compression is damaged: " + e.getMessage());
    }
  }

  /**
   * An array from the rest of {@code bytes}, put into little-endian order.
   *
   * @param place how messages call the file
   * @throws InputException if the extents and the number of bytes left do not match
   */
  static NdArray array(String place, ElementType type, long[] extents, ByteBuffer bytes, boolean bigEndian) {
    long elements = 1;
    int[] shape = new int[extents.length];
    for (int i = 0; i < extents.length; i++) {
      if (extents[i] < 0 || extents[i] > Integer.MAX_VALUE) {
        throw new InputException(place + ": axis " + i + " has an extent of " + extents[i]);
      }
      shape[i] = (int) extents[i];
      elements = extents[i] == 0 ? 0 : Math.min(Long.MAX_VALUE / 65536 / extents[i], elements) * extents[i];
    }
    if (elements * type.bytes() != bytes.remaining()) {
      throw new InputException(
          place + ": holds " + bytes.remaining() + " bytes of data, its header states " + elements + " elements of " + type.bytes()
              + "; is it truncated?");
    }
    ByteBuffer data = bytes.slice();
    return new NdArray(type, shape, bigEndian && type.bytes() > 1 ? swapped(data, type.bytes()) : data);
  }

  private static ByteBuffer swapped(ByteBuffer data, int width) {
    ByteBuffer swapped = ByteBuffer.allocate(data.limit()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < data.limit(); i++) {
      swapped.put(i - i % width + width - 1 - i % width, data.get(i));
    }
    return swapped;
  }
}
