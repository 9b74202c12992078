package org.lexicore.cli.accuracy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that come with the tests or with the artifacts of their networks. */
final class Artifact {
  private Artifact() {}

  /** The file's bytes. */
  static byte[] bytes(String name) {
    try (InputStream stream = Artifact.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's lines. */
  static List<String> lines(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
  }
}
