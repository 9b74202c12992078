package org.lexicore.cli.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lexicore.cli.terminal.TextTable;
import org.lexicore.testbenches.BenchOptions;
import org.lexicore.testbenches.Coverage;
import org.lexicore.testbenches.CoverageReport;
import org.lexicore.testbenches.CoverageReport.Module;

/**
 * What a campaign's cases reach in the Verilog: the counters of each finished case, and what they show together.
 *
 * @param folder of the campaign
 */
record CampaignCoverage(Path folder) {
  private static final String COUNTERS = "coverage";

  /** The counters of case {@code number}. */
  private Path of(int number) {
    return folder.resolve(COUNTERS).resolve(number + ".dat");
  }

  boolean has(int number) {
    return Files.exists(of(number));
  }

  private Path raw(int number) {
    return folder.resolve(COUNTERS).resolve(number + ".raw");
  }

  /** {@code options} that count for case {@code number}. */
  BenchOptions counting(BenchOptions options, int number) throws IOException {
    Files.createDirectories(folder.resolve(COUNTERS));
    return options.withCoverage(raw(number));
  }

  /** Keeps what case {@code number} counted, its instances merged. */
  void keep(int number) throws IOException {
    if (Files.exists(raw(number))) {
      Coverage counters = new Coverage();
      counters.add(raw(number));
      counters.write(of(number));
      Files.delete(raw(number));
    }
  }

  /** Writes {@code coverage.dat}, {@code coverage.info} and {@code coverage.txt} of the cases below {@code end}; returns the table. */
  String report(int end) throws IOException {
    Coverage all = new Coverage();
    for (int number = 0; number < end; number++) {
      if (has(number)) {
        all.add(of(number));
      }
    }
    all.write(folder.resolve("coverage.dat"));
    all.writeInfo(folder.resolve("coverage.info"));
    CoverageReport report = CoverageReport.of(all);
    String table = table(report);
    StringBuilder text = new StringBuilder(table).append("\nNot covered:\n");
    report.modules().forEach(module -> module.uncovered().forEach(what -> text.append(what).append('\n')));
    Files.writeString(folder.resolve("coverage.txt"), text);
    return table;
  }

  private static String table(CoverageReport report) {
    TextTable table = new TextTable("module", "lines", "branches", "toggles", "not covered");
    report.modules().forEach(module -> row(table, module, module.uncovered().size()));
    row(table, report.total(), report.modules().stream().mapToInt(module -> module.uncovered().size()).sum());
    return table.toString();
  }

  private static void row(TextTable table, Module module, int uncovered) {
    table.row(module.name(), module.lines(), module.branches(), module.toggles(), uncovered);
  }
}
