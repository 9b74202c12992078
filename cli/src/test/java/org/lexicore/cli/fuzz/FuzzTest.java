package org.lexicore.cli.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.CommandLineRun;

/**
 * Does every command end with a result or a message, whatever is wrong with its files? {@code make fuzz} runs more
 * cases, and keeps those that fail in {@code out/fuzz}.
 */
class FuzzTest {
  private static final int CASES = Integer.getInteger("lexicore.fuzz", 2000);

  /** Names of damaged files. */
  private static final int KINDS = 20;
  private static final long SEED = Long.getLong("lexicore.fuzz.seed", 1);

  @TempDir static Path folder;

  @Test
  void everyDamagedFileGetsAResultOrAMessage() throws IOException {
    Path kept = Integer.getInteger("lexicore.fuzz") == null ? folder : Path.of("../out/fuzz/seed-" + SEED).toAbsolutePath().normalize();
    Fuzz fuzz = new Fuzz(SEED, kept);
    boolean fine = fuzz.run(CASES);
    assertTrue(fine, () -> failures(kept));
    assertEquals(CASES, fuzz.ends().values().stream().mapToInt(Integer::intValue).sum());
    // Damage that no command notices would test nothing, and so would damage that no file survives.
    Set<String> refused = ending(fuzz, " 2");
    assertEquals(KINDS, refused.size(), refused.toString());
    assertTrue(ending(fuzz, " 0").size() > KINDS / 2, fuzz.ends().toString());
  }

  private static Set<String> ending(Fuzz fuzz, String status) {
    return fuzz.ends().keySet().stream().filter(end -> end.endsWith(status)).collect(Collectors.toSet());
  }

  private static String failures(Path folder) {
    try {
      return Files.readString(folder.resolve("failures.txt"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyCommandTakesTheSoundFiles() throws IOException {
    Path sound = Files.createDirectories(folder.resolve("all"));
    int commands = 0;
    List<String> refused = new ArrayList<>();
    for (Target target : SoundFiles.write(sound)) {
      for (String command : Set.copyOf(target.commands())) {
        Path place = folder.resolve("sound-" + commands++);
        SoundFiles.copy(target, place);
        CommandLineRun run = CommandLineRun.of(command.replace("SOUND", sound.toString()).replace("CASE", place.toString()).split(" "));
        if (run.status() != 0) {
          refused.add(command + "\n" + run.err());
        }
      }
    }
    assertEquals(List.of(), refused);
    assertEquals(266, commands);
  }

  @Test
  void aCaseIsTheSameForTheSameSeedAndNumber() throws IOException {
    Path sound = Files.createDirectories(folder.resolve("same"));
    List<Target> targets = SoundFiles.write(sound);
    for (int number = 0; number < 50; number++) {
      FuzzCase one = new FuzzCase(5, number, targets, sound, folder.resolve("c"));
      FuzzCase again = new FuzzCase(5, number, targets, sound, folder.resolve("c"));
      assertTrue(one.command().equals(again.command()) && Arrays.equals(one.damaged(), again.damaged()), "case " + number);
    }
  }
}
