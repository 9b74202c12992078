package org.lexicore.cli.terminal;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Output that is being written, in temporary siblings of where it goes. What is there when the process is told to end
 * (Ctrl-C, SIGTERM) is removed by a shutdown hook, with the programs that write there.
 */
final class Unfinished {
  /**
   * While the hook removes a folder, the command may still write into it: so often it is tried, in milliseconds
   * between.
   */
  private static final int ATTEMPTS = 50;
  private static final int PAUSE_MS = 20;

  /** Each place with the folders above it that were not there before, the nearest first. */
  private static final Map<Path, List<Path>> PLACES = new ConcurrentHashMap<>();

  /** Folders that are added to, and were not there before. */
  private static final Set<Path> MADE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::removeAll, "remove unfinished output"));
  }

  private Unfinished() {}

  /** Puts finished output in its place. */
  @FunctionalInterface
  interface Swap {
    void run() throws IOException;
  }

  /** Notes that {@code temporary} will be there. */
  static void begin(Path temporary) {
    List<Path> made = new ArrayList<>();
    for (Path above = temporary.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
      made.add(above);
    }
    PLACES.put(temporary, made);
  }

  /** Removes {@code temporary}, if it is there still, and what was made for it and holds nothing. */
  static void end(Path temporary) throws IOException {
    OutputFolder.deleteTree(temporary);
    removeEmpty(PLACES.getOrDefault(temporary, List.of()));
    PLACES.remove(temporary);
  }

  private static void removeEmpty(List<Path> folders) throws IOException {
    for (Path folder : folders) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException holdsSomething) {
        return;
      }
    }
  }

  /** Notes that {@code folder} is added to; {@code made} says that it was not there before. */
  static void beginKeeping(Path folder, boolean made) {
    if (made) {
      MADE.add(folder);
    }
  }

  /** Removes {@code folder} if it was made and nothing was added to it. */
  static void endKeeping(Path folder) throws IOException {
    if (MADE.remove(folder)) {
      OutputFolder.removeBare(folder);
    }
  }

  /** Runs {@code swap} whole: what ends the process waits for it. */
  static void swap(Swap swap) throws IOException {
    synchronized (PLACES) {
      swap.run();
    }
  }

  private static void removeAll() {
    if (PLACES.isEmpty() && MADE.isEmpty()) {
      return;
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    synchronized (PLACES) {
      PLACES.keySet().forEach(Unfinished::remove);
      MADE.forEach(Unfinished::removeBare);
    }
  }

  private static void remove(Path place) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        OutputFolder.deleteTree(place);
        removeEmpty(PLACES.get(place));
        return;
      } catch (IOException stillWritten) {
        pause();
      }
    }
  }

  private static void removeBare(Path folder) {
    try {
      OutputFolder.removeBare(folder);
    } catch (IOException cannotBeRemoved) {
      // Nobody is there any more to be told.
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
