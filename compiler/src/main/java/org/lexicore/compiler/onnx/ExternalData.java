package org.lexicore.compiler.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lexicore.compiler.onnx.proto.StringStringEntryProto;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** Reads tensors that lie in files beside the model; a path that leaves the model's folder is refused. */
final class ExternalData {
  private final Path folder;

  /**
   * @param model the ONNX file
   */
  ExternalData(Path model) {
    folder = model.toAbsolutePath().normalize().getParent();
  }

  /**
   * The bytes of a tensor whose data location is EXTERNAL.
   *
   * @throws NotTaken if the file is missing, too short, or outside the model's folder
   */
  ByteBuffer read(TensorProto proto) {
    String location = entry(proto, "location");
    Path file = inside(location);
    try (FileChannel channel = FileChannel.open(file)) {
      long offset = number(proto, "offset", 0);
      long length = number(proto, "length", channel.size() - offset);
      if (offset < 0 || length < 0 || length > Integer.MAX_VALUE || offset > channel.size() - length) {
        throw new NotTaken(
            "its data are bytes " + offset + " to " + (offset + length) + " of \"" + location + "\", which has " + channel.size(),
            "copy that file again");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) length);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {}
      return bytes.flip();
    } catch (IOException e) {
      throw new NotTaken("its data file \"" + location + "\" cannot be read", "put it beside the model");
    }
  }

  private Path inside(String location) {
    Path file = null;
    try {
      file = folder.resolve(location).normalize();
    } catch (InvalidPathException e) {
      // reported below as a path outside: it names no file of ours either way
    }
    if (location.isEmpty() || file == null || !file.startsWith(folder)) {
      throw new NotTaken("its data file \"" + location + "\" is outside the model's folder", "put it beside the model");
    }
    if (!Files.isRegularFile(file)) {
      throw new NotTaken("its data file \"" + location + "\" is missing", "put it beside the model");
    }
    return real(file, location);
  }

  /** Follows links, which may lead out of the folder too. */
  private Path real(Path file, String location) {
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw new NotTaken("its data file \"" + location + "\" is a link out of the model's folder", "put the file itself there");
      }
      return real;
    } catch (IOException e) {
      throw new NotTaken("its data file \"" + location + "\" cannot be read", "put it beside the model");
    }
  }

  private static long number(TensorProto proto, String key, long absent) {
    String text = entry(proto, key);
    try {
      return text.isEmpty() ? absent : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new NotTaken("the " + key + " \"" + text + "\" of its data is no number", "export it again");
    }
  }

  private static String entry(TensorProto proto, String key) {
    return proto.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse("");
  }
}
