package org.lexicore.testbenches;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of built designs, or of other things that take long to make, each in a folder of its own; those used longest ago go when all together
 * become too large.
 *
 * <p>Several processes may use one cache: using and choosing what goes happen under a lock, and what was used a short while ago never goes, so
 * that nobody's design vanishes between being built and being run.
 */
public final class DesignCache {
  /** Some hundred designs: one of 8 × 8 takes 3 MB, one of 32 × 32 about 30 MB. */
  static final long LARGEST = 2L << 30;

  /** Longer than it takes to build a design, or to start it. */
  static final Duration IN_USE = Duration.ofHours(1);

  private static final String DROPPED = ".dropped-";
  private static final String USED = "used";
  private static final Object LOCK = new Object();

  private final Path root;
  private final long largest;
  private final Duration inUse;

  DesignCache(Path root) {
    this(root, LARGEST);
  }

  DesignCache(Path root, long largest) {
    this(root, largest, IN_USE);
  }

  /**
   * What lies in {@code root}.
   *
   * @param largest bytes of all together
   * @param inUse what was used so short a while ago never goes
   */
  public DesignCache(Path root, long largest, Duration inUse) {
    this.root = root.toAbsolutePath();
    this.largest = largest;
    this.inUse = inUse;
  }

  /** The folder {@code name}, which stays for a while now. */
  public Path use(String name) throws IOException {
    Path folder = root.resolve(name);
    Files.createDirectories(root);
    locked(() -> {
      Files.createDirectories(folder);
      Files.write(folder.resolve(USED), new byte[0]);
      Files.setLastModifiedTime(folder.resolve(USED), FileTime.from(Instant.now()));
      return List.<Path>of();
    });
    return folder;
  }

  /** Removes what was used longest ago until the rest is small enough. */
  public void prune() throws IOException {
    List<Path> dropped = locked(this::drop);
    for (Path folder : dropped) {
      delete(folder);
    }
  }

  private record Design(Path folder, Instant used, long bytes) {}

  /** Renames what is to go, and what a process left that was broken off while it removed; to be deleted without the lock. */
  private List<Path> drop() throws IOException {
    List<Path> dropped = new ArrayList<>();
    List<Design> designs = new ArrayList<>();
    for (Path folder : folders()) {
      if (folder.getFileName().toString().startsWith(DROPPED)) {
        dropped.add(folder);
      } else {
        designs.add(new Design(folder, lastUse(folder), bytes(folder)));
      }
    }
    designs.sort(Comparator.comparing(Design::used).thenComparing(Design::folder));
    long all = designs.stream().mapToLong(Design::bytes).sum();
    Instant recent = Instant.now().minus(inUse);
    for (Design design : designs) {
      if (all <= largest || design.used.isAfter(recent)) {
        break;
      }
      // Another process may still be deleting the one that had this name before.
      Path gone = root.resolve(DROPPED + design.folder.getFileName() + "-" + UUID.randomUUID());
      Files.move(design.folder, gone, StandardCopyOption.ATOMIC_MOVE);
      dropped.add(gone);
      all -= design.bytes;
    }
    return dropped;
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Instant lastUse(Path folder) throws IOException {
    Path used = folder.resolve(USED);
    return Files.getLastModifiedTime(Files.exists(used) ? used : folder).toInstant();
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : walk(folder)) {
      try {
        bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      } catch (NoSuchFileException removedMeanwhile) {
        // Somebody builds there.
      }
    }
    return bytes;
  }

  private static List<Path> walk(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    } catch (NoSuchFileException | java.io.UncheckedIOException removedMeanwhile) {
      return List.of();
    }
  }

  /** Deletes {@code folder} with all that is in it, in company with other processes that do the same. */
  static void delete(Path folder) throws IOException {
    for (Path file : walk(folder).reversed()) {
      Files.deleteIfExists(file);
    }
  }

  @FunctionalInterface
  private interface Act {
    List<Path> run() throws IOException;
  }

  private List<Path> locked(Act act) throws IOException {
    synchronized (LOCK) {
      try (FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return lock.isValid() ? act.run() : List.of();
      }
    }
  }
}
