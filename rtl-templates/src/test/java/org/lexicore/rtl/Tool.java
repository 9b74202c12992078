package org.lexicore.rtl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a tool; one that is missing fails the test that needs it. */
final class Tool {
  private Tool() {}

  /** What a tool said, on both streams, and its exit status. */
  record Result(int status, String text) {}

  static Result run(Path folder, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), text);
    } catch (IOException e) {
      throw new AssertionError(command.get(0) + " cannot be run: install it", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The output of a tool that must succeed. */
  static String succeed(Path folder, List<String> command) {
    Result result = run(folder, command);
    if (result.status != 0) {
      throw new AssertionError(String.join(" ", command) + " ends with " + result.status + ":\n" + result.text);
    }
    return result.text;
  }
}
