package org.lexicore.cli.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lexicore.cli.CommandLineRun;

/** One damaged file, and the command that reads it; the same for the same seed and number. */
final class FuzzCase {
  private static final int MOST_DAMAGES = 3;

  private final Target target;
  private final Path folder;
  private final byte[] damaged;
  private final String command;

  /**
   * @param folder where the case takes place; must not be there yet
   */
  FuzzCase(long seed, long number, List<Target> targets, Path sound, Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    this.target = targets.get(random.nextInt(targets.size()));
    this.folder = folder;
    byte[] bytes = Files.readAllBytes(target.folder().resolve(target.file()));
    int damages = 1 + random.nextInt(MOST_DAMAGES);
    for (int i = 0; i < damages; i++) {
      bytes = target.damage().apply(bytes, random);
    }
    this.damaged = bytes;
    this.command = target.commands().get(random.nextInt(target.commands().size())).replace("SOUND", sound.toString()).replace("CASE", folder.toString());
  }

  String title() {
    return target.title();
  }

  byte[] damaged() {
    return damaged;
  }

  String command() {
    return command;
  }

  /** Writes the files and runs the command. */
  CommandLineRun run() throws IOException {
    SoundFiles.copy(target, folder);
    Files.write(folder.resolve(target.file()), damaged);
    return CommandLineRun.of(command.split(" "));
  }

  /** What is wrong with how it ended; empty if nothing. */
  String complaint(CommandLineRun run) throws IOException {
    if (run.status() != 0 && run.status() != 2 && !(run.status() == 1 && command.startsWith("compare"))) {
      return "exit status " + run.status();
    }
    if (run.err().contains("\tat ") || run.err().contains("Exception") || run.out().contains("\tat ")) {
      return "a stack trace, or the name of an exception";
    }
    if (run.status() == 2 && run.err().lines().noneMatch(line -> line.startsWith("error: "))) {
      return "exit status 2 without a message";
    }
    if (run.err().chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t')) {
      return "control characters on the terminal";
    }
    Set<String> left = left();
    return left.isEmpty() || run.status() == 0 && left.equals(Set.of("out")) ? "" : "left " + left;
  }

  /** Names of what is in the folder now and was not before. */
  private Set<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).filter(name -> !Files.exists(target.folder().resolve(name)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
