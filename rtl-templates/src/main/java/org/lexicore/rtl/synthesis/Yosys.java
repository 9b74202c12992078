package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs Yosys on a script that stays in the folder, beside its log. */
final class Yosys {
  private Yosys() {}

  /** Runs {@code script}, kept as {@code name.ys}, in {@code folder}; its log is {@code name.log}. */
  static void run(Path folder, String name, String script) {
    try {
      Files.writeString(folder.resolve(name + ".ys"), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ToolRun.succeed(folder, name + ".log", List.of("yosys", "-q", name + ".ys"));
  }

  /** What it says about its version. */
  static String version() {
    return Version.TEXT;
  }

  /** Asked once. */
  private static final class Version {
    private static final String TEXT = ask();

    private static String ask() {
      try {
        Process process = new ProcessBuilder("yosys", "-V").redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The text of {@code file}. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
