package org.lexicore.testbenches;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lexicore.testbenches.Coverage.Kind;
import org.lexicore.testbenches.Coverage.Point;

/**
 * What a coverage shows, module by module (a module is a file).
 *
 * @param modules in the order of their names
 */
public record CoverageReport(List<Module> modules) {
  /** How much of something was reached. */
  public record Share(int covered, int total) {
    @Override
    public String toString() {
      return covered + "/" + total;
    }

    private Share plus(Share other) {
      return new Share(covered + other.covered, total + other.total);
    }
  }

  /**
   * One module.
   *
   * @param lines with code that ran
   * @param branches arms that were taken
   * @param toggles bits that changed, wide data left out
   * @param uncovered names of all that was not reached: {@code FILE:LINE}, and the arm of a branch or the bits of a signal
   */
  public record Module(String name, Share lines, Share branches, Share toggles, List<String> uncovered) {}

  /** The report of {@code coverage}. */
  public static CoverageReport of(Coverage coverage) {
    List<Module> modules = new ArrayList<>();
    for (String file : coverage.files()) {
      SortedMap<Point, Long> counts = new TreeMap<>(coverage.counts().comparator());
      coverage.counts().forEach((point, count) -> {
        if (point.file().equals(file)) {
          counts.put(point, count);
        }
      });
      modules.add(module(file, counts));
    }
    return new CoverageReport(List.copyOf(modules));
  }

  /** The sum over all modules. */
  public Module total() {
    Module total = new Module("all", new Share(0, 0), new Share(0, 0), new Share(0, 0), List.of());
    for (Module module : modules) {
      total = new Module(
          total.name, total.lines.plus(module.lines), total.branches.plus(module.branches), total.toggles.plus(module.toggles), List.of());
    }
    return total;
  }

  private static Module module(String file, SortedMap<Point, Long> counts) {
    SortedMap<Integer, Boolean> lines = lines(counts);
    List<String> uncovered = new ArrayList<>();
    lines.forEach((line, ran) -> {
      if (!ran) {
        uncovered.add(file + ":" + line);
      }
    });
    counts.forEach((point, count) -> {
      if (point.kind() == Kind.BRANCH && count == 0 && lines.getOrDefault(point.line(), true)) {
        uncovered.add(file + ":" + point.line() + " branch " + point.what());
      }
    });
    uncovered.addAll(SignalBits.unchanged(counts));
    int ran = (int) lines.values().stream().filter(covered -> covered).count();
    return new Module(
        file.replaceFirst("\\.v$", ""), new Share(ran, lines.size()), share(counts, Kind.BRANCH), share(counts, Kind.TOGGLE),
        List.copyOf(uncovered));
  }

  private static Share share(Map<Point, Long> counts, Kind kind) {
    List<Long> all = counts.entrySet().stream().filter(entry -> entry.getKey().kind() == kind).map(Map.Entry::getValue).toList();
    return new Share((int) all.stream().filter(count -> count > 0).count(), all.size());
  }

  /** Each line of code, and whether it ran: a line may belong to several blocks. */
  private static SortedMap<Integer, Boolean> lines(SortedMap<Point, Long> counts) {
    SortedMap<Integer, Boolean> lines = new TreeMap<>();
    counts.forEach((point, count) -> {
      for (String range : point.lines().split(",")) {
        if (!range.isEmpty()) {
          String[] ends = range.split("-");
          for (int line = Integer.parseInt(ends[0]); line <= Integer.parseInt(ends[ends.length - 1]); line++) {
            lines.merge(line, count > 0, Boolean::logicalOr);
          }
        }
      }
    });
    return lines;
  }
}
