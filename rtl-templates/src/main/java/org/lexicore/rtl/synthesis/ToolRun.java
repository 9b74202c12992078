package org.lexicore.rtl.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program of the synthesis flow in a folder that holds its script and takes its files. */
final class ToolRun {
  private ToolRun() {}

  /**
   * Runs {@code command} in {@code folder} to its end; what it prints lies in {@code folder/log} afterwards.
   *
   * @return what it printed
   * @throws IllegalStateException if it fails: the script is ours, and so is the mistake
   */
  static String succeed(Path folder, String log, List<String> command) {
    Path file = folder.resolve(log);
    try {
      Process process = new ProcessBuilder(command)
          .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(file.toFile()).start();
      process.getOutputStream().close();
      int status = await(process);
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (status != 0) {
        throw new IllegalStateException(String.join(" ", command) + " ends with " + status + ":\n" + tail(text));
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - 2000));
  }
}
