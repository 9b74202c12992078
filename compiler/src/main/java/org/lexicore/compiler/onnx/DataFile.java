package org.lexicore.compiler.onnx;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lexicore.compiler.onnx.proto.StringStringEntryProto;
import org.lexicore.compiler.onnx.proto.TensorProto;
import org.lexicore.model.InputException;

/**
 * A file beside the model that takes tensors one after the other, each from a page of its own on, so that it can be mapped into
 * memory.
 */
final class DataFile implements Closeable {
  /** What ONNX's description of external data asks offsets to be a multiple of. */
  private static final int PAGE = 4096;

  private final Path file;
  private final String location;
  private final OutputStream out;
  private long written;

  /**
   * Begins a file.
   *
   * @param location how the model calls it, from its own folder
   */
  DataFile(Path file, String location) {
    this.file = file;
    this.location = location;
    try {
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
    } catch (IOException e) {
      throw unwritable();
    }
  }

  /** Writes a float32 tensor, and says where it lies. */
  TensorProto floats(String name, float[] values, int... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    long offset = Math.ceilDiv(written, (long) PAGE) * PAGE;
    write(new byte[(int) (offset - written)]);
    write(bytes.array());
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (int extent : dims) {
      tensor.addDims(extent);
    }
    return tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(bytes.capacity())))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
      written += bytes.length;
    } catch (IOException e) {
      throw unwritable();
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable();
    }
  }

  private InputException unwritable() {
    return new InputException(file + ": cannot be written; check the folder, its rights and the space left");
  }
}
