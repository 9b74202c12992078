package org.lexicore.testbenches.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.rtl.RtlGenerator;
import org.lexicore.testbenches.TestbenchWriter;

/** A generated accelerator with changes of its Verilog, and the benches that travel with it. No Java takes part in a check. */
final class MutationBench {
  /** Checks in the order of what they cost. */
  private static final List<String> CHECKS = List.of("lockstep", "modules", "stress", "icarus");

  private static final Pattern ERROR = Pattern.compile("%Error[^:]*: [^ ]*/(lexicore[^/: ]*\\.v):(\\d+)");

  private final Path folder;
  private final Map<String, String> files = new TreeMap<>();
  private List<Mutant> mutants = List.of();

  /** Writes {@code accelerator} with its benches into {@code folder}. */
  MutationBench(Accelerator accelerator, byte[] rom, Path folder) {
    this.folder = folder.toAbsolutePath();
    RtlGenerator.generate(accelerator, rom, folder);
    TestbenchWriter.write(folder.resolve("tb"), accelerator, rom, ConfigurationHash.of(accelerator, rom));
    try (Stream<Path> all = Files.list(folder.resolve("rtl"))) {
      for (Path file : all.filter(file -> file.toString().endsWith(".v")).toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Verilog by file name. */
  Map<String, String> files() {
    return files;
  }

  /** What decides about verdicts: the Verilog and the benches. */
  String content() throws IOException {
    StringBuilder all = new StringBuilder(files.toString());
    try (Stream<Path> walk = Files.walk(folder.resolve("tb"))) {
      for (Path file : walk.filter(Files::isRegularFile).filter(file -> !file.toString().contains("/build")).sorted().toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  /** Builds one design with all of {@code wanted}. Returns those that are no Verilog, which are left out. */
  List<Mutant> build(List<Mutant> wanted) {
    List<Mutant> kept = new ArrayList<>(wanted);
    List<Mutant> invalid = new ArrayList<>();
    while (true) {
      mutants = List.copyOf(kept);
      write();
      if (make("build") == 0) {
        choose(0);
        return invalid;
      }
      Matcher error = ERROR.matcher(said());
      List<Mutant> bad = error.find() ? kept.stream().filter(m -> m.file().equals(error.group(1)) && m.line() == Integer.parseInt(error.group(2))).toList() : List.of();
      if (bad.isEmpty()) {
        throw new IllegalStateException(said());
      }
      kept.removeAll(bad);
      invalid.addAll(bad);
    }
  }

  private void write() {
    try {
      Files.createDirectories(folder.resolve("mutants"));
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(
            folder.resolve("mutants").resolve(file.getKey()), Schemata.of(file.getKey(), file.getValue(), mutants, folder.resolve("choice.txt")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the benches say of the sound design: it must survive. */
  Verdict checkSound() {
    choose(0);
    return check();
  }

  /** What they say of a mutant that was built. */
  Verdict check(Mutant mutant) {
    choose(mutants.indexOf(mutant) + 1);
    return check();
  }

  private Verdict check() {
    for (String check : CHECKS) {
      if (make(check) != 0) {
        return Verdict.caughtBy(check);
      }
    }
    return Verdict.SURVIVED;
  }

  /** Whether Verilator's model is that of the sound design: there is nothing to see on this accelerator, then. */
  boolean sameModel(Mutant mutant) {
    return model(List.of(mutant)).equals(model(List.of()));
  }

  private String model(List<Mutant> changed) {
    Path rtl = folder.resolve("alone");
    Path build = folder.resolve("build-alone");
    try {
      Files.createDirectories(rtl);
      for (Map.Entry<String, String> file : files.entrySet()) {
        List<String> lines = new ArrayList<>(List.of(file.getValue().split("\n", -1)));
        changed.stream().filter(m -> m.file().equals(file.getKey()))
            .forEach(m -> lines.set(m.line() - 1, Expressions.in(lines.get(m.line() - 1)).orElseThrow().with(m.to())));
        Files.writeString(rtl.resolve(file.getKey()), String.join("\n", lines));
      }
      Files.deleteIfExists(build.resolve("plain/Vlexicore.mk"));
      if (make(build.resolve("plain/Vlexicore.mk").toString(), rtl, build) != 0) {
        return changed.toString();
      }
      StringBuilder all = new StringBuilder();
      try (Stream<Path> written = Files.list(build.resolve("plain"))) {
        for (Path file : written.filter(file -> file.toString().matches(".*\\.(cpp|h)")).sorted().toList()) {
          all.append(Files.readString(file));
        }
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void choose(int number) {
    try {
      Files.writeString(folder.resolve("choice.txt"), number + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int make(String target) {
    return make(target, folder.resolve("mutants"), folder.resolve("build"));
  }

  private int make(String target, Path rtl, Path build) {
    List<String> command = new ArrayList<>(List.of("timeout", "300", "make", "-s", "-C", folder.resolve("tb").toString(), target, "RTL=" + rtl,
        "BUILD=" + build, "RUNTIME=" + folder.resolve("runtime"), "OPT=-O1", "VERILATE=-fno-inline", "SPLIT=0"));
    try {
      Files.createDirectories(build);
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("make.log").toFile()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the last check printed. */
  String said() {
    try {
      return Files.readString(folder.resolve("make.log"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that were built. */
  List<Mutant> built() {
    return Collections.unmodifiableList(mutants);
  }
}
