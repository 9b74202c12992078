package org.lexicore.testbenches;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The programs outside Java that benches run. Each runs in a process of its own. */
final class Tools {
  private Tools() {}

  /** What a Verilated bench needs. */
  static final List<String> VERILATED = List.of("verilator", "g++", "make");

  /** What the 4-state bench needs. */
  static final List<String> FOUR_STATE = List.of("iverilog", "vvp");

  private static final Map<String, String> PACKAGES = Map.of("vvp", "iverilog", "verilator_coverage", "verilator");

  static String packageOf(String tool) {
    return PACKAGES.getOrDefault(tool, tool);
  }

  /**
   * Makes sure of {@code tools}, looking through the folders of {@code path}.
   *
   * @throws ToolMissingException naming all that are missing
   */
  static void require(List<String> tools, String path) {
    List<String> missing = tools.stream().filter(tool -> !onPath(tool, path)).toList();
    if (!missing.isEmpty()) {
      throw new ToolMissingException(missing);
    }
  }

  static void require(List<String> tools) {
    require(tools, System.getenv().getOrDefault("PATH", ""));
  }

  private static boolean onPath(String tool, String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, tool)));
  }

  /**
   * Runs {@code command} to its end; its output goes to {@code log}.
   *
   * @return the exit status
   */
  static int run(List<String> command, Path folder, Path log) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      return await(process);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Waits for the end of {@code process}; an interrupted wait ends it. */
  static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
