package org.lexicore.compiler.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;

/** The files of a compressed network, in a folder or a {@code .zip}; a zip is unpacked to a temporary folder for as long as it is read. */
final class NetworkFiles {
  static final String MODEL = "model.onnx";
  static final String WEIGHTS = "weights.safetensors";
  static final String CODEBOOK = "codebook.safetensors";
  private static final List<String> ALL = List.of(MODEL, WEIGHTS, CODEBOOK);

  /** A zip's files beyond this are refused: a few kilobytes can unpack to any size. */
  private static final long MOST_UNPACKED = 4L << 30;

  private NetworkFiles() {}

  /** Calls {@code reader} with a folder that holds the files of {@code network}, and returns what it returns. */
  static <T> T read(Path network, Function<Path, T> reader) {
    if (Files.isDirectory(network)) {
      requireFiles(network, network);
      return reader.apply(network);
    }
    if (!Files.exists(network)) {
      throw new InputException(network + ": there is no such file or folder");
    }
    return inTemporaryFolder(folder -> {
      unpack(network, folder);
      requireFiles(network, folder);
      return reader.apply(folder);
    });
  }

  /**
   * Has {@code writer} fill a folder, and puts its files at {@code network} once they are all there.
   *
   * @param network a path ending in {@code .zip}, or a folder, which is made where it is missing
   */
  static void write(Path network, Consumer<Path> writer) {
    inTemporaryFolder(folder -> {
      writer.accept(folder);
      try {
        if (network.toString().endsWith(".zip")) {
          Path packed = folder.resolve("packed.zip");
          pack(folder, packed);
          Files.move(packed, network, StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.createDirectories(network);
          for (String name : ALL) {
            move(folder.resolve(name), network.resolve(name));
          }
        }
      } catch (IOException e) {
        throw new InputException(network + ": cannot be written: " + e.getMessage());
      }
      return network;
    });
  }

  private static void requireFiles(Path network, Path folder) {
    Problems problems = new Problems();
    for (String name : List.of(MODEL, WEIGHTS)) {
      problems.require(
          Files.isRegularFile(folder.resolve(name)), "%s: holds no %s; a compressed network has both %s and %s", network, name, MODEL, WEIGHTS);
    }
    problems.throwIfAny();
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(to); // what an earlier network left there belongs to none
    }
  }

  private static void unpack(Path zip, Path folder) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      String inner = innerFolder(file);
      for (String name : ALL) {
        ZipEntry entry = file.getEntry(inner + name);
        if (entry != null) {
          try (InputStream in = file.getInputStream(entry); OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            copy(in, out, zip + ": " + name);
          }
        }
      }
    } catch (IOException e) {
      throw new InputException(zip + ": is no readable zip: " + e.getMessage());
    }
  }

  /** Where the files lie within the zip: at its top, or in the one folder that was packed. */
  private static String innerFolder(ZipFile file) {
    List<String> models = file.stream().map(ZipEntry::getName).filter(name -> name.equals(MODEL) || name.endsWith("/" + MODEL)).toList();
    return models.size() == 1 ? models.getFirst().substring(0, models.getFirst().length() - MODEL.length()) : "";
  }

  private static void copy(InputStream in, OutputStream out, String place) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      if (total > MOST_UNPACKED) {
        throw new InputException(place + ": unpacks to more than " + (MOST_UNPACKED >> 30) + " GiB; give the unpacked folder");
      }
      out.write(buffer, 0, count);
    }
  }

  private static void pack(Path folder, Path zip) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : ALL) {
        if (Files.exists(folder.resolve(name))) {
          ZipEntry entry = new ZipEntry(name);
          entry.setLastModifiedTime(FileTime.fromMillis(315_532_800_000L)); // 1980, where zip's calendar begins: equal bytes always
          out.putNextEntry(entry);
          Files.copy(folder.resolve(name), out);
        }
      }
    }
  }

  private static <T> T inTemporaryFolder(Function<Path, T> work) {
    try {
      Path folder = Files.createTempDirectory("lexicore");
      try {
        return work.apply(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
