package org.lexicore.testbenches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds programs that hold a Verilated design. A program is kept in the cache under the hash of the Verilog, of the benches'
 * sources and of the options, so that nothing is built twice; what does not depend on the design is compiled once for all.
 */
final class DesignBuilder {
  /** The programs that can be built, by the name of their make target. */
  enum Program {
    LOCKSTEP("build", "lockstep"),
    LOCKSTEP_WAVE("build-wave", "lockstep-wave"),
    LOCKSTEP_COVERAGE("build-coverage", "lockstep-coverage"),
    STRESS("build-stress", "stress");

    private final String target;
    private final String file;

    Program(String target, String file) {
      this.target = target;
      this.file = file;
    }
  }

  private static final Object RUNTIME_LOCK = new Object();

  private final BenchOptions options;
  private final DesignCache cache;

  DesignBuilder(BenchOptions options) {
    this.options = options;
    this.cache = new DesignCache(options.cache());
  }

  /**
   * The program {@code program} for the Verilog in {@code rtl}.
   *
   * @throws ToolMissingException if Verilator, make or a compiler is not there
   * @throws BenchException if the design cannot be built; the message holds what the tools said
   */
  Path build(Program program, Path rtl) {
    Tools.require(Tools.VERILATED);
    try {
      String sources = hash(BenchSources.FILES.stream().map(BenchSources::read).toList());
      Path design = cache.use(key(rtl, sources));
      Path built = design.resolve(program.file);
      if (!Files.isExecutable(built)) {
        Path bench = cache.use("bench-" + sources);
        prepareRuntime(bench);
        make(program, bench, design, snapshot(rtl, design.resolve("rtl")));
        cache.prune();
      }
      return built;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The design's own copy of the Verilog: it finds its memory images there, even when the original is gone. */
  private static Path snapshot(Path rtl, Path copy) throws IOException {
    Files.createDirectories(copy);
    for (Path file : files(rtl)) {
      Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  private void make(Program program, Path bench, Path design, Path rtl) throws IOException {
    Path work = Files.createTempDirectory(design, "build-");
    Path log = work.resolve("make.log");
    List<String> command = new ArrayList<>(List.of("make", "-s", "-f", bench.resolve(BenchSources.MAKEFILE).toString()));
    command.add(program.target);
    command.add("RTL=" + rtl);
    command.add("BUILD=" + work);
    command.add("RUNTIME=" + bench.resolve("runtime"));
    command.addAll(options.effort().variables());
    if (Tools.run(command, work, log) != 0) {
      throw new BenchException("the design in " + rtl + " cannot be built:\n" + Files.readString(log));
    }
    Files.move(work.resolve(program.file), design.resolve(program.file), StandardCopyOption.ATOMIC_MOVE);
    DesignCache.delete(work);
  }

  /** Sources and objects that all designs share. Only one process at a time makes them. */
  private void prepareRuntime(Path bench) throws IOException {
    synchronized (RUNTIME_LOCK) {
      Files.createDirectories(bench);
      Path lockFile = bench.resolve("lock");
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Path done = bench.resolve("done");
        if (lock.isValid() && Files.exists(done)) {
          return;
        }
        BenchSources.writeTo(bench);
        Path log = bench.resolve("make.log");
        List<String> command =
            List.of("make", "-s", "-f", BenchSources.MAKEFILE, "runtime", "RUNTIME=" + bench.resolve("runtime"));
        if (Tools.run(command, bench, log) != 0) {
          throw new BenchException("the benches cannot be compiled:\n" + Files.readString(log));
        }
        Files.createFile(done);
      }
    }
  }

  private String key(Path rtl, String sources) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    for (Path file : files(rtl)) {
      parts.add(file.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      parts.add(Files.readAllBytes(file));
    }
    parts.add((sources + options.effort()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return hash(parts);
  }

  /** All but the text for readers: it names the accelerator and its DRAM, which are nothing to the hardware. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("README.md")).sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
    }
  }

  private static String hash(List<byte[]> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update((part.length + ":").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
