package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the cache of built designs stay within its size, and keep what is in use? */
class DesignCacheTest {
  private static final int BYTES = 1000;

  @TempDir Path folder;

  /** A design of {@code BYTES} that was used so many hours ago. */
  private void design(DesignCache cache, String name, int hours) throws Exception {
    Path design = cache.use(name);
    Files.createDirectories(design.resolve("rtl"));
    Files.write(design.resolve("rtl/lexicore.v"), new byte[BYTES]);
    Files.setLastModifiedTime(design.resolve("used"), FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
  }

  private List<String> left() throws Exception {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() throws Exception {
    DesignCache cache = new DesignCache(folder, 2 * BYTES);
    design(cache, "a", 5);
    design(cache, "b", 9);
    design(cache, "c", 3);
    design(cache, "d", 7);
    cache.prune();
    assertEquals(List.of("a", "c"), left());
    cache.prune();
    assertEquals(List.of("a", "c"), left());
  }

  @Test
  void whatIsUsedAgainStays() throws Exception {
    DesignCache cache = new DesignCache(folder, BYTES);
    design(cache, "a", 5);
    design(cache, "b", 4);
    cache.use("a");
    cache.prune();
    assertEquals(List.of("a"), left());
  }

  @Test
  void whatWasUsedAShortWhileAgoStaysWhateverItsSize() throws Exception {
    DesignCache cache = new DesignCache(folder, 0);
    design(cache, "a", 0);
    design(cache, "b", 2);
    cache.prune();
    assertEquals(List.of("a"), left());
  }

  @Test
  void whatAProcessLeftThatWasBrokenOffIsRemoved() throws Exception {
    DesignCache cache = new DesignCache(folder, BYTES);
    design(cache, ".dropped-a", 0);
    cache.prune();
    assertEquals(List.of(), left());
  }

  @Test
  void manyMayUseAndPruneItAtOnce() throws Exception {
    int threads = 8;
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String name = "used-" + i;
        futures.add(workers.submit(() -> {
          DesignCache cache = new DesignCache(folder, 3 * BYTES);
          for (int old = 0; old < 5; old++) {
            design(cache, name + "-old-" + old, 2 + old);
            cache.prune();
            assertTrue(Files.isDirectory(cache.use(name)));
          }
          return null;
        }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    new DesignCache(folder, 3 * BYTES).prune();
    assertEquals(threads, left().stream().filter(name -> name.matches("used-\\d")).count());
    assertTrue(left().stream().filter(name -> name.contains("old")).count() <= 3, left().toString());
  }
}
