package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Do the commands that README.md and docs/ print run as they are printed?
 *
 * <p>A block of indented lines, one of which begins with {@code ./lexicore}, is a script. The blocks of a page run in
 * their order, in a folder that has nothing but the launcher and the examples. A block behind the comment
 * {@code <!-- long -->} runs only in {@code make docs-check}.
 */
class DocumentedCommandsTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final String LONG = "<!-- long -->";
  private static final String INDENT = "    ";
  private static final boolean ALL = "all".equals(System.getProperty("lexicore.docs"));
  private static final int PATIENCE_MINUTES = 60;

  /** Pages with scripts, and the scripts on them: so many that none drops out unseen. */
  private static final int PAGES = 6;
  private static final int SCRIPTS = 10;
  private static final int LONG_SCRIPTS = 5;

  @TempDir static Path folder;

  /** An indented block. */
  private record Script(String page, int line, boolean takesLong, String text) {}

  private static List<Path> pages() throws Exception {
    try (Stream<Path> docs = Files.list(HOME.resolve("docs"))) {
      return Stream.concat(Stream.of(HOME.resolve("README.md")), docs.filter(file -> file.toString().endsWith(".md")).sorted()).toList();
    }
  }

  private static List<Script> scripts(Path page) throws Exception {
    List<Script> scripts = new ArrayList<>();
    List<String> lines = Files.readAllLines(page);
    for (int at = 0; at < lines.size(); at++) {
      int first = at;
      while (at < lines.size() && lines.get(at).startsWith(INDENT)) {
        at++;
      }
      String text = lines.subList(first, at).stream().map(line -> line.substring(INDENT.length())).collect(Collectors.joining("\n"));
      if (text.startsWith("./lexicore ") || text.contains("\n./lexicore ")) {
        boolean takesLong = first > 0 && lines.get(first - 1).equals(LONG);
        scripts.add(new Script(page.getFileName().toString(), first + 1, takesLong, text));
      }
    }
    return scripts;
  }

  @Test
  void noScriptDropsOut() throws Exception {
    List<Script> all = new ArrayList<>();
    for (Path page : pages()) {
      all.addAll(scripts(page));
      for (String line : Files.readAllLines(page)) {
        assertTrue(!line.startsWith(INDENT + "lexicore "), page + ": write ./lexicore, as one types it: " + line);
      }
    }
    assertEquals(PAGES, all.stream().map(Script::page).distinct().count(), all.toString());
    assertEquals(SCRIPTS, all.size(), all.toString());
    assertEquals(LONG_SCRIPTS, all.stream().filter(Script::takesLong).count(), all.toString());
  }

  @Test
  void everyMakeTargetThatIsNamedIsThere() throws Exception {
    Set<String> targets = names(Files.readString(HOME.resolve("Makefile")), Pattern.compile("(?m)^([a-z][a-z-]*):"));
    Set<String> named = new TreeSet<>();
    for (Path page : pages()) {
      named.addAll(names(Files.readString(page), Pattern.compile("(?m)(?:`|^    )make ([a-z][a-z-]*)\\b")));
    }
    assertTrue(named.size() >= 5, named.toString());
    named.removeAll(targets);
    assertEquals(Set.of(), named, "named, but no targets of the Makefile");
  }

  @Test
  void everyCommandThatIsNamedIsThere() throws Exception {
    Set<String> commands = names(CommandLineRun.of("--help").out(), Pattern.compile("(?m)^  ([a-z][a-z-]+) "));
    Set<String> named = new TreeSet<>();
    for (Path page : pages()) {
      named.addAll(names(Files.readString(page), Pattern.compile("`(?:\\./)?lexicore ([a-z][a-z-]*)\\b")));
    }
    assertTrue(named.size() >= 10, named.toString());
    named.removeAll(commands);
    assertEquals(Set.of(), named, "named, but no commands; there are " + commands);
  }

  private static Set<String> names(String text, Pattern pattern) {
    Set<String> names = new TreeSet<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }

  @TestFactory
  List<DynamicTest> scriptsRunAsTheyArePrinted() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      for (Script script : scripts(page)) {
        if (ALL || !script.takesLong) {
          tests.add(DynamicTest.dynamicTest(script.page + ":" + script.line, () -> run(script)));
        }
      }
    }
    return tests;
  }

  private static void run(Script script) throws Exception {
    Path place = folder.resolve(script.page);
    if (!Files.exists(place)) {
      Files.createDirectory(place);
      Files.createSymbolicLink(place.resolve("examples"), HOME.resolve("examples"));
      Path launcher = Files.writeString(place.resolve("lexicore"), "#!/bin/sh\nexec " + Path.of(System.getProperty("java.home"), "bin", "java")
          + " -Djava.awt.headless=true -Dlexicore.home=" + HOME + " -cp '" + System.getProperty("java.class.path")
          + "' org.lexicore.cli.Lexicore \"$@\"\n");
      assertTrue(launcher.toFile().setExecutable(true));
    }
    Path log = place.resolve("log.txt");
    Process bash = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script.text)
        .directory(place.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(bash.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), script.text);
    assertEquals(0, bash.exitValue(), script.text + "\n" + Files.readString(log));
  }
}
