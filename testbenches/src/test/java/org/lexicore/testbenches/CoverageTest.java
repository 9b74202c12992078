package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.testbenches.CoverageReport.Share;

/** Are coverage counters of several designs merged by place, and is what was not reached named? */
class CoverageTest {
  @TempDir Path folder;

  private static String counter(String file, int line, String page, String what, String lines, long count) {
    String covered = lines.isEmpty() ? "" : "\1S\2" + lines;
    return "C '\1f\2/some/where/" + file + "\1l\2" + line + "\1n\0023\1page\2" + page + "\1o\2" + what + covered + "\1h\2TOP.x' " + count + "\n";
  }

  private Coverage of(String... counters) throws Exception {
    Path file = folder.resolve("coverage.dat");
    Files.writeString(file, "# SystemC::Coverage-3\n" + String.join("", counters));
    Coverage coverage = new Coverage();
    coverage.add(file);
    return coverage;
  }

  @Test
  void instancesAndDesignsAreMergedByPlace() throws Exception {
    Coverage coverage =
        of(
            counter("lexicore_fifo.v", 10, "v_toggle/lexicore_fifo__W8", "data[0]", "", 0),
            counter("lexicore_fifo.v", 10, "v_toggle/lexicore_fifo__W9", "data[0]", "", 5),
            counter("lexicore_fifo.v", 10, "v_toggle/lexicore_fifo__W9", "data[8]", "", 0));
    Path written = folder.resolve("written.dat");
    coverage.write(written);
    coverage.add(written);
    assertEquals(List.of(10L, 0L), List.copyOf(coverage.counts().values()));
    assertEquals(List.of("lexicore_fifo.v"), coverage.files());
  }

  @Test
  void whatIsNotCoveredIsNamed() throws Exception {
    CoverageReport report =
        CoverageReport.of(
            of(
                counter("lexicore_a.v", 5, "v_line/lexicore_a", "block", "5,8-9", 3),
                counter("lexicore_a.v", 6, "v_branch/lexicore_a", "if", "6-7", 0),
                counter("lexicore_a.v", 8, "v_branch/lexicore_a", "else", "8", 0),
                counter("lexicore_a.v", 2, "v_toggle/lexicore_a", "busy", "", 0),
                counter("lexicore_a.v", 3, "v_toggle/lexicore_a", "count[0]", "", 9),
                counter("lexicore_a.v", 3, "v_toggle/lexicore_a", "count[1]", "", 0),
                counter("lexicore_a.v", 3, "v_toggle/lexicore_a", "count[3]", "", 0),
                counter("lexicore_a.v", 3, "v_toggle/lexicore_a", "count[2]", "", 0),
                counter("lexicore_a.v", 3, "v_toggle/lexicore_a", "count[5]", "", 0)));
    CoverageReport.Module module = report.modules().getFirst();
    assertEquals(new Share(3, 5), module.lines());
    assertEquals(new Share(0, 2), module.branches());
    assertEquals(new Share(1, 6), module.toggles());
    assertEquals(
        List.of("lexicore_a.v:6", "lexicore_a.v:7", "lexicore_a.v:8 branch else", "lexicore_a.v:2 busy", "lexicore_a.v:3 count[5,3:1]"),
        module.uncovered());
    assertEquals(new Share(3, 5), report.total().lines());
  }

  @Test
  void lcovReadsIt() throws Exception {
    Coverage coverage =
        of(counter("lexicore_a.v", 5, "v_line/lexicore_a", "block", "5-6", 3), counter("lexicore_a.v", 2, "v_toggle/lexicore_a", "busy", "", 4));
    coverage.writeInfo(folder.resolve("coverage.info"));
    String info = Files.readString(folder.resolve("coverage.info"));
    assertTrue(info.contains("SF:lexicore_a.v\n") && info.contains("DA:6,3\n") && !info.contains("DA:2,"), info);
  }
}
