package org.lexicore.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lexicore.cli.CommandLineRun;

/**
 * Does a command that is broken off leave nothing behind, and what was there before as it was? In a process of its own,
 * as users run it.
 */
class InterruptTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final int PAUSE_MS = 10;

  @TempDir Path folder;

  private Process start(Path output) throws Exception {
    // A shell without job control has its children ignore SIGINT, and Java then does so, too: perl gives it back.
    return new ProcessBuilder(
            "perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), "org.lexicore.cli.Lexicore", "simulate", CommandLineRun.RESNET, "-a", CommandLineRun.EDGE,
            "--set", "codebook.place=none", "--calibration", CommandLineRun.CALIBRATION, "-o", output.toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("log.txt").toFile()).start();
  }

  private List<String> names(Path where) throws Exception {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void nothingHiddenIsLeft(String signal) throws Exception {
    Path place = Files.createDirectory(folder.resolve("place"));
    Path before = Files.createDirectory(place.resolve("result"));
    Files.writeString(before.resolve(OutputFolder.MARK), "");
    Files.writeString(before.resolve("earlier"), "kept");
    Process process = start(before);
    try {
      while (process.isAlive() && names(place).size() < 2) {
        Thread.sleep(PAUSE_MS);
      }
      assertTrue(process.isAlive(), Files.readString(folder.resolve("log.txt")));
      assertEquals(List.of(".result.lexicore-part", "result"), names(place), "while it runs");
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).inheritIO().start().waitFor();
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
      assertEquals(List.of("result"), names(place), "when it was broken off");
      assertEquals("kept", Files.readString(before.resolve("earlier")));
    } finally {
      process.destroyForcibly();
    }
  }
}
