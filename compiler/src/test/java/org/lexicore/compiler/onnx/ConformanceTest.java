package org.lexicore.compiler.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Question: does every operator taken compute what ONNX's own conformance cases (Debian's {@code libonnx-testdata}) say? */
class ConformanceTest {
  private static final Path DATA = Path.of("/usr/lib/python3/dist-packages/onnx/backend/test/data");
  private static final int PASSED = 513;

  /** What became of one operator's cases. */
  private static final class Row {
    private int passed;
    private int refused;
    private final Map<String, Integer> reasons = new TreeMap<>();
  }

  private final Map<String, Row> rows = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  private static List<ConformanceCase> cases() throws IOException {
    assertTrue(Files.isDirectory(DATA), "libonnx-testdata is not installed; run make setup");
    List<ConformanceCase> cases = new ArrayList<>();
    for (String kind : List.of("node", "simple")) {
      try (Stream<Path> folders = Files.list(DATA.resolve(kind))) {
        folders.filter(folder -> Files.exists(folder.resolve("model.onnx"))).sorted().map(ConformanceCase::read).forEach(cases::add);
      }
    }
    return cases;
  }

  @Test
  void everyCaseThatIsTakenIsRight() throws IOException {
    for (ConformanceCase item : cases()) {
      if (item.isFloat() && (item.operator().startsWith("(") || isTaken(item.operator()))) {
        run(item);
      }
    }
    System.out.println(table());
    assertEquals(List.of(), wrong);
    assertEquals(PASSED, rows.values().stream().mapToInt(row -> row.passed).sum());
  }

  private static boolean isTaken(String type) {
    return Operators.entry(type) != null || UpgradeOperations.REPLACED.contains(type);
  }

  private void run(ConformanceCase item) {
    Row row = rows.computeIfAbsent(item.operator(), name -> new Row());
    List<String> reasons = new ArrayList<>();
    List<Boolean> results = List.of();
    try {
      results = item.run(reasons);
    } catch (RuntimeException e) {
      wrong.add(item.name() + " crashed: " + e + " at " + List.of(e.getStackTrace()).stream().filter(x -> x.getClassName().contains("lexicore")).limit(5).toList());
      return;
    }
    if (results.contains(false)) {
      wrong.add(item.name());
    } else if (results.isEmpty()) {
      row.refused++;
      row.reasons.merge(item.name().replaceFirst("^test_", "") + ": " + reasons.get(Math.min(1, reasons.size() - 1)), 1, Integer::sum);
    } else {
      row.passed++;
    }
  }

  private String table() {
    StringBuilder text = new StringBuilder("operator                passed  not taken\n");
    rows.forEach(
        (operator, row) -> {
          text.append(String.format("%-22s  %6d  %9d%n", operator, row.passed, row.refused));
          row.reasons.keySet().forEach(reason -> text.append("    ").append(reason).append('\n'));
        });
    return text.toString();
  }
}
