package org.lexicore.cli.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of every file that went into a result, so that it can be told later what it was made from. */
public final class InputHashes {
  private final SortedMap<String, String> hashes = new TreeMap<>();

  /** Adds {@code place}, or every file below it, under the name by which it was given. */
  public InputHashes add(Path place) throws IOException {
    for (Path file : files(place)) {
      hashes.put(file.toString(), sha256(Files.readAllBytes(file)));
    }
    return this;
  }

  /** Adds the files that {@code words} name, each {@code FILE} or {@code NAME=FILE}. */
  public InputHashes addWords(List<String> words) throws IOException {
    for (String word : words) {
      Path whole = Path.of(word);
      add(Files.exists(whole) ? whole : Path.of(word.substring(word.indexOf('=') + 1)));
    }
    return this;
  }

  /** Adds the file {@code place} under {@code name}. */
  public InputHashes add(String name, Path place) throws IOException {
    hashes.put(name, sha256(Files.readAllBytes(place)));
    return this;
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** File name → hash in lower-case hex, by name. */
  public SortedMap<String, String> all() {
    return hashes;
  }
}
