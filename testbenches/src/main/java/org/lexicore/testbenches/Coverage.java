package org.lexicore.testbenches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Verilator's counters of lines, branches and toggles, merged over runs, instances and designs: by file, place and what is counted there.
 *
 * <p>Files of the library are the same in all designs; those that a template writes are merged line by line although they differ.
 */
public final class Coverage {
  /** What a counter counts. */
  public enum Kind {
    /** How often a block of lines ran. */
    LINE("v_line"),
    /** How often a branch was taken. */
    BRANCH("v_branch"),
    /** How often a bit changed. */
    TOGGLE("v_toggle");

    private final String page;

    Kind(String page) {
      this.page = page;
    }
  }

  /**
   * One counter.
   *
   * @param file without its folder
   * @param what the arm of a branch, or a signal's bit
   * @param lines that a block covers, as Verilator writes them ({@code 20-22,25}); empty for a toggle
   */
  public record Point(String file, int line, int column, Kind kind, String what, String lines) {}

  private static final Comparator<Point> ORDER =
      Comparator.comparing(Point::file).thenComparing(Point::line).thenComparing(Point::column).thenComparing(Point::kind)
          .thenComparing(Point::what).thenComparing(Point::lines);
  private static final char FIELD = 1;
  private static final char VALUE = 2;
  private static final String HEADER = "# SystemC::Coverage-3\n";

  private final SortedMap<Point, Long> counts = new TreeMap<>(ORDER);

  /** Adds the counters in {@code file}, which Verilator or {@link #write} wrote. */
  public void add(Path file) {
    try {
      // File names are bytes to Verilator.
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("C '")) {
          add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    int end = line.lastIndexOf('\'');
    Map<String, String> fields = new HashMap<>();
    for (String field : line.substring(3, end).split(String.valueOf(FIELD))) {
      int value = field.indexOf(VALUE);
      if (value > 0) {
        fields.put(field.substring(0, value), field.substring(value + 1));
      }
    }
    String file = fields.get("f");
    String page = fields.get("page");
    for (Kind kind : Kind.values()) {
      if (page.startsWith(kind.page + "/")) {
        counts.merge(
            new Point(file.substring(file.lastIndexOf('/') + 1), Integer.parseInt(fields.get("l")), Integer.parseInt(fields.get("n")), kind,
                fields.getOrDefault("o", ""), fields.getOrDefault("S", "")),
            Long.parseLong(line.substring(end + 1).strip()), Long::sum);
      }
    }
  }

  /** Writes all counters in Verilator's own form. */
  public void write(Path file) {
    write(file, point -> true);
  }

  private void write(Path file, Predicate<Point> which) {
    StringBuilder text = new StringBuilder(HEADER);
    counts.forEach((point, count) -> {
      if (!which.test(point)) {
        return;
      }
      text.append("C '");
      field(text, "f", point.file);
      field(text, "l", point.line);
      field(text, "n", point.column);
      field(text, "page", point.kind.page + "/" + point.file.replaceFirst("\\.v$", ""));
      field(text, "o", point.what);
      field(text, "S", point.lines);
      text.append("' ").append(count).append('\n');
    });
    try {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void field(StringBuilder text, String name, Object value) {
    if (!value.toString().isEmpty()) {
      text.append(FIELD).append(name).append(VALUE).append(value);
    }
  }

  /** Writes lines and branches into {@code info} in lcov's form, by Verilator's own tool. It knows no toggles. */
  public void writeInfo(Path info) {
    Tools.require(List.of("verilator_coverage"));
    Path log = info.resolveSibling(info.getFileName() + ".log");
    Path counters = info.resolveSibling(info.getFileName() + ".dat");
    write(counters, point -> point.kind != Kind.TOGGLE);
    List<String> command = List.of("verilator_coverage", "--write-info", info.toAbsolutePath().toString(), counters.toAbsolutePath().toString());
    try {
      if (Tools.run(command, info.toAbsolutePath().getParent(), log) != 0) {
        throw new BenchException("verilator_coverage fails:\n" + Files.readString(log));
      }
      Files.delete(log);
      Files.delete(counters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each counter and how often it counted, by file and line. */
  SortedMap<Point, Long> counts() {
    return counts;
  }

  /** Files with a counter. */
  List<String> files() {
    return counts.keySet().stream().map(Point::file).distinct().toList();
  }
}
