package org.lexicore.cli.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.lexicore.cli.CommandLineRun;
import org.lexicore.cli.terminal.OutputFolder;

/**
 * Runs cases one after the other in this process and keeps those that end in anything but a result or a message.
 *
 * <p>In its folder lie {@code next}, the number of the case that comes next, so that a run goes on where it was broken
 * off, and {@code failures/N/} with the damaged file, the command and what it said.
 */
final class Fuzz {
  /** Processor seconds that a command may take; its wall time is not judged, for others may be at work. */
  private static final long MOST_SECONDS = 20;

  private final long seed;
  private final Path folder;
  private final Path sound;
  private final List<Target> targets;
  private final SortedMap<String, Integer> ends = new TreeMap<>();
  private int failures;

  Fuzz(long seed, Path folder) throws IOException {
    this.seed = seed;
    this.folder = Files.createDirectories(folder);
    this.sound = folder.resolve("sound");
    OutputFolder.remove(sound);
    this.targets = SoundFiles.write(Files.createDirectories(sound));
  }

  /** How often each kind of file ended with each status. */
  SortedMap<String, Integer> ends() {
    return ends;
  }

  int failures() {
    return failures;
  }

  List<Target> targets() {
    return targets;
  }

  /** Runs the next {@code count} cases; true if all ended well. */
  boolean run(int count) throws IOException {
    Path next = folder.resolve("next");
    long first = Files.exists(next) ? Long.parseLong(Files.readString(next).strip()) : 0;
    for (long number = first; number < first + count; number++) {
      run(number);
      if (number % 100 == 99) {
        Files.writeString(next, Long.toString(number + 1));
      }
    }
    Files.writeString(next, Long.toString(first + count));
    return failures == 0;
  }

  private void run(long number) throws IOException {
    Path place = folder.resolve("case");
    OutputFolder.remove(place);
    FuzzCase one = new FuzzCase(seed, number, targets, sound, place);
    String[] said = {"", "the command never ended"};
    String complaint = watched(one, said);
    ends.merge(one.title().replaceFirst("^.*/", "") + " " + said[0], 1, Integer::sum);
    if (!complaint.isEmpty()) {
      failures++;
      Path kept = Files.createDirectories(folder.resolve("failures/" + number));
      Files.write(kept.resolve(Path.of(one.title()).getFileName().toString()), one.damaged());
      String text = one.title() + ": " + complaint + "\nlexicore " + one.command() + "\n" + said[1];
      Files.writeString(kept.resolve("failure.txt"), text);
      Files.writeString(folder.resolve("failures.txt"), "seed " + seed + " case " + number + ": " + text.replaceAll("(?s)(.{600}).*", "$1") + "\n",
          StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    OutputFolder.remove(place);
  }

  /** Runs the case in a thread of its own, which a command that does not end keeps. */
  private static String watched(FuzzCase one, String[] said) throws IOException {
    FutureTask<CommandLineRun> task = new FutureTask<>(one::run);
    Thread thread = Thread.ofPlatform().daemon().name("fuzz").start(task);
    try {
      while (true) {
        try {
          CommandLineRun run = task.get(1, TimeUnit.SECONDS);
          said[0] = Integer.toString(run.status());
          said[1] = run.err();
          return one.complaint(run);
        } catch (TimeoutException e) {
          long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
          if (nanos > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
            said[1] = Arrays.stream(thread.getStackTrace()).map(frame -> "  " + frame).collect(Collectors.joining("\n"));
            return "takes more than " + MOST_SECONDS + " seconds";
          }
        }
      }
    } catch (ExecutionException e) {
      said[1] = String.valueOf(e.getCause());
      return "throws " + e.getCause() + " at " + Arrays.stream(e.getCause().getStackTrace()).limit(4).toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code SEED CASES FOLDER}: goes on where the folder's last run stopped. */
  public static void main(String[] arguments) throws IOException {
    Fuzz fuzz = new Fuzz(Long.parseLong(arguments[0]), Path.of(arguments[2]));
    int left = Integer.parseInt(arguments[1]);
    for (; left > 0; left -= 1000) {
      fuzz.run(Math.min(left, 1000));
      System.out.println(new String((fuzz.ends() + ", failures " + fuzz.failures()).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
    System.exit(fuzz.failures() == 0 ? 0 : 1);
  }
}
