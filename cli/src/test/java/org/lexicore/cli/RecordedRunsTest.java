package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.cli.CommandLineRun.json;
import static org.lexicore.cli.CommandLineRun.ok;
import static org.lexicore.cli.CommandLineRun.universalTiny;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Are runs that were recorded drawn, reported and compared as what they are? */
class RecordedRunsTest {
  @TempDir static Path folder;

  @BeforeAll
  static void compress() {
    universalTiny(folder);
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aTimelineAndAWaveformLieBesideTheSameResult() throws Exception {
    String network = in("universal/tiny-cnn");
    ok("simulate", network, "-a", CommandLineRun.EDGE, "-o", in("plain"));
    ok("simulate", network, "-a", CommandLineRun.EDGE, "--timeline", "100..900", "--waves", in("w.vcd"), "--waves-window", "100..140", "-o",
        in("recorded"));
    assertEquals(withoutCommand("plain"), withoutCommand("recorded"));
    JsonNode timeline = json(Files.readString(folder.resolve("recorded/timeline.json")));
    assertEquals(List.of("DRAM read", "load", "compute", "drain", "store", "DRAM write"), timeline.path("units").findValuesAsText("name"));
    assertTrue(timeline.path("units").path(2).path("intervals").size() > 3, timeline.toString());
    List<String> waves = Files.readAllLines(folder.resolve("w.vcd"));
    assertTrue(waves.contains("$timescale 1ps $end") && waves.contains("#" + 139 * 6667L) && !waves.contains("#" + 141 * 6667L), waves.toString());
    ok("report", in("recorded"), "-o", in("recorded.html"));
    assertTrue(Files.readString(folder.resolve("recorded.html")).contains("when the units were busy, cycles 100 to 900"));
  }

  private static JsonNode withoutCommand(String run) throws Exception {
    ObjectNode result = (ObjectNode) json(Files.readString(folder.resolve(run).resolve("result.json")));
    result.remove("command");
    return result;
  }

  @Test
  void theWindowOfALayerIsFoundByItsLabel() throws Exception {
    ok("simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--timing-only", "--timeline-layer", "body.conv", "-o", in("layer"));
    JsonNode passes = json(Files.readString(folder.resolve("layer/timeline.json"))).path("units").path(2).path("intervals");
    List<String> layers = passes.findValuesAsText("first");
    assertTrue(layers.contains("body.conv"), layers.toString());
    assertFalse(layers.contains("stem.conv"), layers + ": two layers earlier");
  }

  @Test
  void reportSetsRunsSideBySide() throws Exception {
    for (String place : List.of("none", "rom")) {
      ok("simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--set", "codebook.place=" + place, "-o", in("at-" + place));
    }
    ok("report", in("at-none"), in("at-rom"), "--title", "Two places", "-o", in("report.html"));
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("<h1>Two places</h1>") && page.contains(">at-none<") && page.contains(">at-rom<"));
    assertFalse(page.contains("at-rom, steady"), "equal inferences are drawn once");
  }

  @Test
  void oneTopologyUnderTwoNamesIsComparedAndReportedUnderTheNameThatIsGiven() throws Exception {
    ok("simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--timing-only", "-o", in("here"));
    String result = Files.readString(folder.resolve("here/result.json"));
    Files.createDirectory(folder.resolve("there"));
    Files.writeString(folder.resolve("there/result.json"), result.replace("\"tiny-cnn\"", "\"small-cnn\""));
    CommandLineRun refused = CommandLineRun.of("compare", in("here"), in("there"));
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("or --name NAME if it is one under two names"), refused.err());
    assertTrue(ok("compare", in("here"), in("there"), "--name", "cnn").out().startsWith("cnn "), "the name");
    ok("report", in("here"), in("there"), "-o", in("apart.html"));
    ok("report", in("here"), in("there"), "--name", "cnn", "-o", in("together.html"));
    assertTrue(Files.readString(folder.resolve("apart.html")).contains("Layers of small-cnn"));
    String together = Files.readString(folder.resolve("together.html"));
    assertTrue(together.contains("Layers of cnn") && !together.contains("Layers of small-cnn"));

    Files.writeString(folder.resolve("there/result.json"), result.replaceFirst("\"macs\" : (\\d+)", "\"macs\" : 1$1"));
    CommandLineRun larger = CommandLineRun.of("compare", in("here"), in("there"), "--name", "cnn");
    assertEquals(2, larger.status());
    assertTrue(larger.err().contains("--force takes them as one"), larger.err());
    CommandLineRun forced = ok("compare", in("here"), in("there"), "--force");
    assertTrue(forced.err().contains("are taken as one network"), forced.err());
    assertTrue(forced.out().contains("no layer changed"), forced.out());
  }

  @Test
  void compareFailsOnlyWhereAMetricRoseBeyondItsLimit() throws Exception {
    String network = in("universal/tiny-cnn");
    ok("simulate", network, "-a", CommandLineRun.EDGE, "--timing-only", "-o", in("fast"));
    ok("simulate", network, "-a", CommandLineRun.EDGE, "--set", "dram.latency_cycles=80", "--timing-only", "-o", in("slow"));
    assertTrue(ok("compare", in("fast"), in("fast/result.json"), "--fail-over", "cycles=0%,time=0%,stalls=0%,dram=0%").out()
        .contains("no layer changed"));
    ok("compare", in("slow"), in("fast"), "--fail-over", "cycles=0%");
    ok("compare", in("fast"), in("slow"), "--fail-over", "dram=0%,cycles=900%");
    CommandLineRun worse = CommandLineRun.of("compare", in("fast"), in("slow"), "--fail-over", "cycles=0.01%,dram=0%", "--json");
    assertEquals(1, worse.status());
    assertTrue(worse.err().startsWith("regression: first inference, cycles: +"), worse.err());
    JsonNode answer = json(worse.out());
    assertEquals(2, answer.path("regressions").asInt(), "of the first and of the steady inference");
    assertEquals(json(Files.readString(folder.resolve("slow/result.json"))).path("cycles").asLong(),
        answer.path("totals").path(0).path("after").asLong());
    assertTrue(answer.path("layers").size() > 0);
  }
}
