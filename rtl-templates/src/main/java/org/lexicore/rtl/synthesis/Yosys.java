package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** The text of {@code file}. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
