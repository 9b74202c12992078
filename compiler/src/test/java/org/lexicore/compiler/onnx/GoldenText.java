package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with the one kept under {@code src/test/resources/golden}; {@code -Dgolden.write=true} keeps the new one instead. */
final class GoldenText {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private GoldenText() {}

  static void assertMatches(String file, String text) throws IOException {
    Path golden = FOLDER.resolve(file);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(golden, text);
    }
    assertEquals(Files.readString(golden), text);
  }
}
