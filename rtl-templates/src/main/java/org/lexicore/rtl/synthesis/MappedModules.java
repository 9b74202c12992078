package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Modules that were mapped before, in a folder: one file each, by its parameters and everything that its cells depend on.
 *
 * <p>Many accelerators share most of their modules, so that the second of several takes a fraction of the first one's time; and work that
 * was broken off goes on where it was.
 */
final class MappedModules {
  private final Path folder;
  private final Path rtl;
  private final String common;

  /**
   * Those in {@code folder}.
   *
   * @param rtl the Verilog that is mapped
   * @param common everything besides a module's own text that decides about its cells: script, library, the modules flattened into others
   */
  MappedModules(Path folder, Path rtl, String common) {
    this.folder = folder;
    this.rtl = rtl;
    this.common = common;
  }

  /** The cells of {@code module}, if it was mapped before. */
  Optional<Map<String, Integer>> find(String module) {
    Path file = file(module);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, Integer> cells = new LinkedHashMap<>();
    for (String line : read(file).lines().toList()) {
      int space = line.lastIndexOf(' ');
      cells.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
    }
    return Optional.of(cells);
  }

  /** Keeps the cells of {@code module}. */
  void put(String module, Map<String, Integer> cells) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(cells).forEach((cell, number) -> text.append(cell).append(' ').append(number).append('\n'));
    try {
      Files.createDirectories(folder);
      Files.writeString(file(module), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String module) {
    String source = read(rtl.resolve(CellCounts.plainName(module) + ".v"));
    // The first line names the whole configuration.
    String text = source.substring(source.indexOf('\n') + 1);
    return folder.resolve(CellCounts.plainName(module) + "-" + digest(List.of(common, module, text)));
  }

  private static String digest(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
