package org.lexicore.testbenches;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The fixed C++ and Verilog sources of the benches, which lie in the class path and travel with the generated RTL. */
final class BenchSources {
  private BenchSources() {}

  static final String MAKEFILE = "Makefile";

  static final List<String> FILES =
      List.of(
          MAKEFILE,
          "README.md",
          "common/binding.cpp",
          "common/design.cpp",
          "common/design.h",
          "common/watch.cpp",
          "common/watch.h",
          "icarus/lexicore_modules_tb.v",
          "icarus/lexicore_tb.v",
          "lockstep/comparison.cpp",
          "lockstep/comparison.h",
          "lockstep/history.h",
          "lockstep/lockstep.cpp",
          "lockstep/trace.cpp",
          "lockstep/trace.h",
          "reactive/bench.cpp",
          "reactive/bench.h",
          "reactive/checker.cpp",
          "reactive/checker.h",
          "reactive/host.cpp",
          "reactive/host.h",
          "reactive/memory.cpp",
          "reactive/memory.h",
          "reactive/random.h",
          "reactive/registers.cpp",
          "reactive/registers.h",
          "reactive/runs.cpp",
          "reactive/runs.h",
          "reactive/scenario.cpp",
          "reactive/scenario.h",
          "reactive/stress.cpp");

  static byte[] read(String file) {
    try (InputStream in = BenchSources.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing in the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all of them into {@code folder}; a file that is there with the same content is not touched, for make's sake. */
  static void writeTo(Path folder) {
    try {
      for (String file : FILES) {
        Path target = folder.resolve(file);
        byte[] content = read(file);
        if (!Files.exists(target) || !java.util.Arrays.equals(Files.readAllBytes(target), content)) {
          Files.createDirectories(target.getParent());
          Files.write(target, content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
