package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does the launcher start the command line faster the second time, and just as well whatever became of what it kept?
 */
class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path home;

  /** A folder as `make build` leaves it, of the classes that are tested. */
  @BeforeEach
  void build() throws IOException {
    Files.createDirectories(home.resolve("scripts"));
    Path lib = Files.createDirectories(home.resolve("cli/target/lib"));
    for (String file : List.of("lexicore", "scripts/find-jdk", "scripts/class-archive")) {
      Files.copy(ROOT.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path place = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(place)) {
        Path jar = lib.resolve(jars.size() + ".jar");
        write(jar, place, new Manifest());
        jars.add("lib/" + jar.getFileName());
      } else if (Files.exists(place)) {
        jars.add(place.toUri().getPath());
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Lexicore.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
    write(home.resolve("cli/target/lexicore-cli-0.jar"), Files.createDirectory(home.resolve("empty")), manifest);
  }

  private static void write(Path jar, Path folder, Manifest manifest) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest); Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).filter(it -> !it.endsWith("META-INF/MANIFEST.MF")).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }

  private Process start(Path cache, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("lexicore").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LEXICORE_") || name.startsWith("JAVA_TOOL") || name.startsWith("JDK_JAVA"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("LEXICORE_CACHE", cache.toString());
    return builder.start();
  }

  /** What a process prints, on both streams, and its status. */
  private static String said(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text + "status " + process.waitFor();
  }

  private String run(String... arguments) throws Exception {
    return said(start(cache(), arguments));
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  private Path cache() {
    return home.resolve("cache");
  }

  private List<Path> kept(String ending) throws IOException {
    if (!Files.isDirectory(cache())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache())) {
      return files.filter(file -> file.getFileName().toString().matches(".*\\.jsa" + ending)).toList();
    }
  }

  private Path archive() throws IOException {
    assertEquals(1, kept("").size());
    return kept("").getFirst();
  }

  /** Two runs: the first leaves classes, the second takes them from there. */
  private String kept() throws Exception {
    String first = run("inspect", CommandLineRun.TINY);
    assertEquals(1, kept("\\.\\d+").size());
    assertEquals(first, run("inspect", CommandLineRun.TINY));
    assertTrue(first.endsWith("status 0"), first);
    assertEquals(List.of(), kept("\\.\\d+"));
    return first;
  }

  @Test
  void classesComeFromTheArchiveOfTheRunBefore() throws Exception {
    kept();
    ProcessBuilder builder = new ProcessBuilder(home.resolve("lexicore").toString(), "inspect", CommandLineRun.TINY);
    builder.environment().put("LEXICORE_CACHE", cache().toString());
    builder.environment().put("LEXICORE_JAVA_OPTIONS", "-Xlog:class+load:stdout");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    assertContains(said(builder.start()), Lexicore.class.getName() + " source: shared objects file (top)");
  }

  @Test
  void aDamagedArchiveIsMadeAnewWithoutAWord() throws Exception {
    String right = kept();
    Path archive = archive();
    long size = Files.size(archive);
    for (long at : new long[] {0, size / 2}) {
      try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
        file.seek(at);
        file.writeLong(0x0123456789abcdefL);
      }
      checkMadeAnew(right, archive);
    }
    for (long length : new long[] {0, size / 2}) {
      try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
        file.setLength(length);
      }
      checkMadeAnew(right, archive);
    }
    Files.delete(archive.resolveSibling(archive.getFileName() + ".sum"));
    checkMadeAnew(right, archive);
  }

  private void checkMadeAnew(String right, Path archive) throws Exception {
    FileTime before = FileTime.from(Instant.now().plusSeconds(1000)); // not because jars are newer
    Files.setLastModifiedTime(archive, before);
    assertEquals(right, run("inspect", CommandLineRun.TINY));
    assertEquals(right, run("inspect", CommandLineRun.TINY));
    assertTrue(Files.getLastModifiedTime(archive).compareTo(before) < 0);
  }

  @Test
  void anArchiveOfOtherJarsIsMadeAnew() throws Exception {
    String right = kept();
    Path jar = home.resolve("cli/target/lexicore-cli-0.jar");
    Files.setLastModifiedTime(archive(), FileTime.from(Instant.now().minusSeconds(60)));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(30)));
    assertEquals(right, run("inspect", CommandLineRun.TINY));
    assertEquals(1, kept("\\.\\d+").size());
  }

  @Test
  void manyMayStartAtOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(start(cache(), "inspect", CommandLineRun.TINY));
    }
    List<String> said = new ArrayList<>();
    for (Process process : processes) {
      said.add(said(process));
    }
    assertEquals(Collections.nCopies(5, run("inspect", CommandLineRun.TINY)), said);
    archive();
    assertEquals(List.of(), kept("\\.\\d+"));
  }

  @Test
  void aRunFromAKeptMappingWritesTheSameBytes() throws Exception {
    Path out = home.resolve("out");
    String[] command = {"simulate", CommandLineRun.EXAMPLES.resolve("networks/vgg-fashion.onnx").toString(), "-a", CommandLineRun.EDGE, "-o", out.toString()};
    String said = run(command);
    assertTrue(said.endsWith("status 0"), said);
    byte[] result = Files.readAllBytes(out.resolve("result.json"));
    byte[] layers = Files.readAllBytes(out.resolve("layers.csv"));
    List<Path> mappings = mappings();
    assertTrue(mappings.size() >= 2, "a mapping and scales: " + mappings);
    assertEquals(said, run(command));
    assertEquals(mappings, mappings());
    assertArrayEquals(result, Files.readAllBytes(out.resolve("result.json")));
    assertArrayEquals(layers, Files.readAllBytes(out.resolve("layers.csv")));
    for (Path mapping : mappings) {
      Files.write(mapping, new byte[100]);
    }
    assertEquals(said, run(command));
    assertArrayEquals(result, Files.readAllBytes(out.resolve("result.json")));
  }

  private List<Path> mappings() throws IOException {
    try (Stream<Path> files = Files.walk(cache().resolve("mappings"))) {
      return files.filter(file -> file.endsWith("value")).sorted().toList();
    }
  }

  @Test
  void aRunThatStopsEarlyLeavesNoArchive() throws Exception {
    assertContains(run("inspect", "--nothing"), "status 2");
    assertContains(run("inspect", "--help"), "status 0");
    run("inspekt");
    kept();
  }

  @Test
  void nothingIsKeptWhereNothingCanBe() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    String right = said(start(file.resolve("below"), "inspect", CommandLineRun.TINY));
    assertTrue(right.endsWith("status 0"), right);
    assertEquals(right, said(start(Path.of("off"), "inspect", CommandLineRun.TINY)));
    assertTrue(said(start(file.resolve("below"), "--version")).matches("lexicore .*\nstatus 0"));
    assertEquals(List.of(), kept(""));
  }

  @Test
  void everyCommandHasAnArchive() throws Exception {
    String script = Files.readString(ROOT.resolve("scripts/class-archive"));
    assertContains(script, "    " + String.join("|", Lexicore.COMMANDS.stream().sorted().toList()) + ") ;;");
    Lexicore.COMMANDS.forEach(command -> assertContains(CommandLineRun.of(command, "--help").out(), "lexicore " + command + " "));
  }
}
