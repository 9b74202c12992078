package org.lexicore.cli.kept;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.lexicore.compiler.map.Mapper;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.testbenches.DesignCache;

/**
 * A folder of values under the hash of what determines them: the build of Lexicore and all that they are made from. Those used longest ago go when
 * all together become too large. Any number of processes may use it at once.
 */
public final class Kept {
  private static final long LARGEST = 1L << 30;

  /** Longer than it takes to read a value. */
  private static final Duration IN_USE = Duration.ofMinutes(1);

  /** What is made faster is not worth a file. */
  private static final Duration WORTH = Duration.ofMillis(100);

  private static final List<Class<?>> MODULES = List.of(Accelerator.class, Mapper.class, Kept.class);
  private static final String VALUE = "value";

  private final Optional<DesignCache> cache;
  private final String build;
  private final Duration worth;

  private Kept(Optional<DesignCache> cache, String build, Duration worth) {
    this.cache = cache;
    this.build = build;
    this.worth = worth;
  }

  /** Values in {@code folder}, made by {@code build}; only those that took as long as {@code worth} are kept. */
  static Kept in(Path folder, long largest, String build, Duration worth) {
    return new Kept(Optional.of(new DesignCache(folder, largest, IN_USE)), build, worth);
  }

  /** Where the launcher says; nothing is kept where it says nothing, nor by classes that lie in no jar. */
  public static Kept ofThisRun() {
    String folder = System.getProperty("lexicore.cache");
    Optional<String> build = folder == null ? Optional.empty() : build();
    return build.map(it -> in(Path.of(folder, "mappings"), LARGEST, it, WORTH))
        .orElseGet(() -> new Kept(Optional.empty(), "", WORTH));
  }

  /** The jars by place, size and time: another build has other times. */
  private static Optional<String> build() {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
    try {
      for (Class<?> module : MODULES) {
        Path place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
        BasicFileAttributes attributes = Files.readAttributes(place, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
          return Optional.empty();
        }
        text.append(' ').append(place).append(' ').append(attributes.size()).append(' ').append(attributes.lastModifiedTime());
      }
    } catch (URISyntaxException | IOException e) {
      return Optional.empty();
    }
    return Optional.of(text.toString());
  }

  /**
   * The value that {@code make} makes from nothing but {@code from}: that of an earlier run where there is one.
   *
   * @param kind what sort of value, of type {@code type}
   * @param from made of records, as the value
   */
  public <T> T get(String kind, List<?> from, Class<T> type, Supplier<T> make) {
    Optional<String> key = cache.isEmpty() ? Optional.empty() : key(kind, from);
    if (key.isEmpty()) {
      return make.get();
    }
    Optional<Path> folder = use(key.get());
    Optional<T> known = folder.flatMap(it -> read(it.resolve(VALUE), type));
    if (known.isPresent()) {
      return known.get();
    }
    long start = System.nanoTime();
    T made = make.get();
    if (System.nanoTime() - start >= worth.toNanos()) {
      folder.ifPresent(it -> write(made, it));
    }
    return made;
  }

  /** Empty if {@code from} is not made of records: such a value is not kept. */
  private Optional<String> key(String kind, List<?> from) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (RecordOutput out = new RecordOutput(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
        out.write(List.of(build, kind, from));
      }
      return Optional.of(HexFormat.of().formatHex(digest.digest(), 0, 20));
    } catch (IllegalArgumentException notMadeOfRecords) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Path> use(String key) {
    try {
      return Optional.of(cache.orElseThrow().use(key));
    } catch (IOException nothingCanBeKept) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      CRC32 sum = new CRC32();
      sum.update(bytes.array(), 0, bytes.limit() - Long.BYTES);
      if (sum.getValue() != bytes.getLong(bytes.limit() - Long.BYTES)) {
        return Optional.empty();
      }
      return Optional.of(type.cast(new RecordInput(bytes.limit(bytes.limit() - Long.BYTES)).read()));
    } catch (IOException | ReflectiveOperationException | RuntimeException missingOrDamaged) {
      return Optional.empty();
    }
  }

  private void write(Object value, Path folder) {
    Path part = folder.resolve("part-" + UUID.randomUUID());
    try {
      try {
        CRC32 sum = new CRC32();
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
          RecordOutput out = new RecordOutput(new CheckedOutputStream(file, sum));
          out.write(value);
          out.flush();
          file.write(ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).array());
        }
        Files.move(part, folder.resolve(VALUE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      cache.orElseThrow().prune();
    } catch (IOException | IllegalArgumentException cannotBeKept) {
      // Then it is made again next time.
    }
  }
}
