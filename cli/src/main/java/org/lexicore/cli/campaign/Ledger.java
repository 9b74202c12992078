package org.lexicore.cli.campaign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lexicore.model.InputException;

/**
 * The finished cases of a campaign, a line of JSON each, under a line that says whose they are. A line is written when its case is done,
 * so that a campaign that is broken off loses nothing else.
 *
 * <p>Cases of another build of Lexicore count for nothing: what they showed may no longer be so.
 */
final class Ledger {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final SortedMap<Integer, CaseResult> finished = new TreeMap<>();
  private final Head head;

  /** Whose cases they are. */
  private record Head(long seed, String build) {}

  private Ledger(Path file, Head head) {
    this.file = file;
    this.head = head;
  }

  /**
   * Opens the ledger in {@code file}, or begins one.
   *
   * @param build what tells this build of Lexicore from others
   * @throws InputException if it is of another seed
   */
  static Ledger open(Path file, long seed, String build) {
    Ledger ledger = new Ledger(file, new Head(seed, build));
    try {
      if (Files.exists(file)) {
        ledger.read(Files.readAllLines(file));
      }
      ledger.rewrite();
      return ledger;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(List<String> lines) {
    try {
      Head other = lines.isEmpty() ? head : JSON.readValue(lines.getFirst(), Head.class);
      if (other.seed != head.seed) {
        throw new InputException(file + ": holds the campaign of seed " + other.seed + "; choose another folder, or --seed " + other.seed);
      }
      if (!other.build.equals(head.build)) {
        return;
      }
    } catch (JacksonException e) {
      throw new InputException(file + ": is not the ledger of a campaign; remove it or choose another folder");
    }
    lines.stream().skip(1).forEach(this::take);
  }

  /** A line that was cut off when a campaign was broken off is left out: its case is run again. */
  private void take(String line) {
    try {
      CaseResult result = JSON.readValue(line, CaseResult.class);
      finished.put(result.number(), result);
    } catch (JacksonException cutOff) {
      // Run again.
    }
  }

  /** Notes a case. */
  synchronized void add(CaseResult result) {
    finished.put(result.number(), result);
    try {
      Files.writeString(file, line(result), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all lines anew, in the order of their numbers. */
  synchronized void rewrite() {
    StringBuilder text = new StringBuilder(line(head));
    finished.values().forEach(result -> text.append(line(result)));
    Path fresh = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  synchronized boolean has(int number) {
    return finished.containsKey(number);
  }

  /** All finished cases below {@code end}, by number. */
  synchronized Collection<CaseResult> below(int end) {
    return List.copyOf(finished.headMap(end).values());
  }
}
