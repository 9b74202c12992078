package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Do the commands do what their help says, on a tiny network? */
class CommandsTest {
  private static final List<String> ALL = List.of("codebook", "compress", "decompress", "inspect", "check", "evaluate", "simulate",
      "generate", "verify", "campaign", "report", "doctor", "init", "demo", "bench", "topology", "compare", "dram-trace", "study");

  @TempDir static Path folder;

  @BeforeAll
  static void compress() {
    ok("codebook", CommandLineRun.TINY, CommandLineRun.RESNET, "-k", "64", "-d", "4", "-o", in("cb.safetensors"));
    ok("compress", CommandLineRun.TINY, "--scheme", "universal", "--codebook", in("cb.safetensors"), "--calibration",
        CommandLineRun.CALIBRATION, "-o", in("universal"));
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandLineRun ok(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(0, run.status(), run.err());
    return run;
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void everyCommandOfTheDesignIsThereAndHasHelpWithAnExample() {
    for (String command : ALL) {
      String help = ok(command, "--help").out();
      assertTrue(help.contains("Example") && help.contains("  lexicore " + command), help);
    }
    assertTrue(ok("--help").out().contains("Exit status:"));
    assertTrue(ok("generate-completion").out().contains("_complete_lexicore"));
  }

  @Test
  void simulateWritesWhatItPrints() throws Exception {
    CommandLineRun run = ok("simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--inputs", CommandLineRun.IMAGES, "--json",
        "-o", in("rom"));
    assertEquals(Files.readString(folder.resolve("rom/result.json")), run.out());
    JsonNode result = json(run.out());
    assertEquals("rom", result.path("codebook_place").asText());
    assertEquals(0, result.path("dram_bytes").path("codebooks").asLong());
    assertEquals(result.path("cycles").asLong(), result.path("stall_cycles").path("total").asLong());
    long layers = 0;
    for (JsonNode layer : result.path("layers")) {
      layers += layer.path("cycles").asLong();
    }
    assertEquals(result.path("cycles").asLong(), layers);
    assertTrue(result.path("command").asText().startsWith("lexicore simulate "));
    assertEquals(5, result.path("inputs").size(), "model, weights, codebook, accelerator, images");
    assertEquals(1 + result.path("layers").size(), Files.readAllLines(folder.resolve("rom/layers.csv")).size());
  }

  @Test
  void theEnergyOfTheLayersAddsUpToTheInferences() throws Exception {
    for (String kind : List.of("ideal", "ddr4-2400", "lpddr4-3200")) {
      JsonNode result = json(ok("simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--set", "dram.kind=" + kind, "--timing-only",
          "--json", "-o", in("energy")).out());
      result.at("/inferences/0/energy/parts").properties().forEach(part -> {
        for (String end : List.of("low", "typical", "high")) {
          double layers = 0;
          for (JsonNode layer : result.path("layers")) {
            layers += layer.at("/energy/parts/" + part.getKey() + "/" + end).asDouble();
          }
          double whole = part.getValue().path(end).asDouble();
          assertEquals(whole, layers, 1e-9 * whole, kind + ": " + part.getKey() + ", " + end);
        }
      });
    }
  }

  @Test
  void aClockThatNoCellsReachIsNoted() {
    String[] command = {"check", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--set"};
    List<String> fast = new ArrayList<>(List.of(command));
    fast.add("clock_mhz=9000");
    assertTrue(ok(fast.toArray(String[]::new)).err().contains("note: clock_mhz 9000 is above the "), "flagged");
    fast.set(fast.size() - 1, "clock_mhz=150");
    assertFalse(ok(fast.toArray(String[]::new)).err().contains("clock_mhz"), "not flagged");
  }

  @Test
  void aTopologyRunsWithoutAnyData() throws Exception {
    ok("topology", "mobilenet-v2", "--input", "32", "-k", "16", "-d", "4", "-o", in("mobile"));
    CommandLineRun run = ok("check", in("mobile"), "-a", CommandLineRun.EDGE);
    assertTrue(run.out().contains("mobilenet-v2 fits edge-8"), run.out() + run.err());
    assertFalse(run.err().contains("calibration"), run.err());
    ok("topology", "resnet18", "--input", "32", "-o", in("resnet18.onnx"));
    assertTrue(ok("inspect", in("resnet18.onnx")).out().contains("37523456 multiply-accumulates"));
  }

  @Test
  void timingOnlyGivesTheSameResultButForTheOutputs() throws Exception {
    String network = in("universal/tiny-cnn");
    ObjectNode exact = (ObjectNode) json(ok("simulate", network, "-a", CommandLineRun.EDGE, "--json", "-o", in("exact")).out());
    ObjectNode timed =
        (ObjectNode) json(ok("simulate", network, "-a", CommandLineRun.EDGE, "--timing-only", "--json", "-o", in("timed")).out());
    assertEquals(64, exact.remove("outputs_sha256").asText().length());
    assertFalse(exact.remove("command").equals(timed.remove("command")));
    assertEquals(exact, timed);
  }

  @Test
  void aFloatNetworkIsTimedWithoutCalibration() throws Exception {
    String[] command = {"simulate", CommandLineRun.TINY, "-a", CommandLineRun.EDGE, "--set", "codebook.place=none", "--json", "-o"};
    JsonNode exact = json(ok(with(command, in("calibrated"))).out());
    CommandLineRun timed = ok(with(command, in("estimated"), "--timing-only"));
    assertFalse(timed.err().contains("calibration"), timed.err());
    assertEquals(exact.path("cycles"), json(timed.out()).path("cycles"));
    assertEquals(exact.path("dram_bytes"), json(timed.out()).path("dram_bytes"));
  }

  @Test
  void explainTellsWhatWasChosenForEveryLayerAndWhatItCosts() throws Exception {
    CommandLineRun run =
        ok("simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--explain", "--json", "-o", in("explained"));
    JsonNode layers = json(run.out()).path("layers");
    List<String[]> chosen =
        run.err().lines().filter(line -> line.contains(" chosen ")).map(line -> line.strip().split(" +")).toList();
    assertEquals(layers.findValuesAsText("name"), chosen.stream().map(columns -> columns[0]).toList());
    for (String[] columns : chosen) {
      long cycles = Long.parseLong(columns[columns.length - 2]);
      long cost = Long.parseLong(columns[columns.length - 1]);
      assertTrue(cycles > 0 && cost > cycles, String.join(" ", columns));
    }
    assertTrue(run.err().contains(" other tile ") && run.err().contains("The cheapest is chosen"), run.err());
  }

  @Test
  void aBatchRunsItsSamplesOnWeightsThatAreLoadedOnce() throws Exception {
    String[] command = {
      "simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--inputs", CommandLineRun.IMAGES, "--json", "-o"
    };
    JsonNode one = json(ok(with(command, in("one"))).out());
    JsonNode three = json(ok(with(command, in("three-at-once"), "--batch", "3")).out());
    assertEquals(3 * one.path("macs").asLong(), three.path("macs").asLong());
    assertEquals(one.path("layers").size(), three.path("layers").size());
    assertTrue(three.path("cycles").asLong() < 3 * one.path("cycles").asLong());
    long weights = one.path("dram_bytes").path("indices").asLong() + one.path("dram_bytes").path("weights").asLong();
    long shared = three.path("dram_bytes").path("indices").asLong() + three.path("dram_bytes").path("weights").asLong();
    assertTrue(shared < 3 * weights, weights + " bytes of weights for one sample, " + shared + " for three");
    CommandLineRun none = CommandLineRun.of(with(command, in("none"), "--batch", "0"));
    assertEquals(2, none.status());
    assertTrue(none.err().contains("--batch 0: a batch has at least 1 sample"), none.err());
  }

  private static String[] with(String[] command, String... further) {
    return Stream.concat(Stream.of(command), Stream.of(further)).toArray(String[]::new);
  }

  @Test
  void networksOfSeveralCallsStandSideBySide() {
    ok("compress", CommandLineRun.TINY, "--scheme", "int8", "-o", in("several"));
    ok("compress", CommandLineRun.RESNET, "--scheme", "int8", "-o", in("several"));
    ok("compress", CommandLineRun.RESNET, "--scheme", "int8", "-o", in("several"));
    for (String name : List.of("tiny-cnn", "resnet20-fashion")) {
      ok("inspect", in("several/" + name));
    }
  }

  /** Codewords that this store cannot hold are expanded, and a float network runs in int8. */
  @Test
  void bitsAWeightAreThoseOfWhatRuns() throws Exception {
    String[] coded = {"simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--timing-only", "--json", "-o", in("bits")};
    double indexed = json(ok(coded).out()).at("/weights/bits_per_weight").asDouble();
    double expanded = json(ok(with(coded, "--set", "codebook.entries=16")).out()).at("/weights/bits_per_weight").asDouble();
    assertTrue(expanded > 8 && indexed < 7, indexed + " coded, " + expanded + " expanded");
    JsonNode real = json(ok("simulate", CommandLineRun.RESNET, "-a", CommandLineRun.EDGE, "--timing-only", "--json", "-o", in("bits")).out());
    assertEquals(8.19, real.at("/weights/bits_per_weight").asDouble(), 0.005);
  }

  @Test
  void simulateTakesALayerTableOfScaleSim() throws Exception {
    Path table = Files.writeString(folder.resolve("three.csv"), """
        Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,
        first, 9, 9, 3, 3, 3, 16, 2,
        middle, 8, 8, 1, 1, 64, 40, 2,
        last, 1, 1, 1, 1, 40, 10, 1
        """);
    JsonNode result =
        json(ok("simulate", "--topology", table.toString(), "-a", CommandLineRun.EDGE, "--json", "-o", in("three")).out());
    assertEquals(4 * 4 * 16 * 27 + 5 * 5 * 64 * 40 + 400, result.path("macs").asLong(), "sizes are rounded up");
    assertEquals(3, result.path("layers").size());
    assertTrue(result.path("dram_bytes").path("indices").asLong() > 0, "the middle layer is coded for the ROM");
  }

  @Test
  void theSecondRunWritesTheSameBytes() throws Exception {
    String[] command = {"simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "-o", in("twice")};
    ok(command);
    byte[] first = Files.readAllBytes(folder.resolve("twice/result.json"));
    ok(command);
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("twice/result.json")));
  }

  @Test
  void aSharedCodebookInSramIsLoadedOnceEvenWhenNetworksTakeTurns() throws Exception {
    ok("compress", CommandLineRun.RESNET, "--scheme", "universal", "--codebook", in("cb.safetensors"), "-o", in("second"));
    JsonNode result = json(ok("simulate", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE, "--set", "codebook.place=sram", "--other",
        in("second/resnet20-fashion"), "--json", "-o", in("sram")).out());
    assertEquals(List.of("first", "steady", "switched"), result.path("inferences").findValuesAsText("occasion"));
    assertEquals(64 * 8, codebookBytes(result, 0));
    assertEquals(0, codebookBytes(result, 1));
    assertEquals(0, codebookBytes(result, 2));
  }

  @Test
  void aCodebookOfItsOwnIsLoadedAgainAfterAnotherNetworkRan() throws Exception {
    ok("compress", CommandLineRun.TINY, "--scheme", "per-layer", "-k", "16", "-d", "4", "--keep", "down.*", "-o", in("own"));
    ok("compress", CommandLineRun.RESNET, "--scheme", "per-layer", "-k", "16", "-d", "4", "-o", in("others"));
    JsonNode result = json(ok("simulate", in("own/tiny-cnn"), "-a", CommandLineRun.EDGE, "--set", "codebook.place=sram", "--other",
        in("others/resnet20-fashion"), "--json", "-o", in("own-run")).out());
    assertEquals(16 * 8, codebookBytes(result, 0));
    assertEquals(0, codebookBytes(result, 1));
    assertEquals(16 * 8, codebookBytes(result, 2));
  }

  private static long codebookBytes(JsonNode result, int inference) {
    return result.path("inferences").path(inference).path("dram_bytes").path("codebooks").asLong();
  }

  @Test
  void evaluateMeasuresAccuracyAndFidelity() throws Exception {
    JsonNode answer = json(ok("evaluate", in("universal/tiny-cnn"), "--float", CommandLineRun.TINY, "--inputs", CommandLineRun.IMAGES,
        "--labels", CommandLineRun.LABELS, "--samples", "200", "--json").out());
    assertEquals(200, answer.path("samples").asInt());
    assertTrue(answer.path("top1_float").asDouble() > 0.75, answer.toString());
    assertTrue(answer.path("top1").asDouble() > 0.70, answer.toString());
    assertTrue(answer.path("fidelity").path("cosine").asDouble() > 0.95, answer.toString());
  }

  @Test
  void aDecompressedNetworkAnswersLikeTheCompressedOne() throws Exception {
    ok("decompress", in("universal/tiny-cnn"), "-o", in("plain.onnx"));
    JsonNode answer = json(ok("evaluate", in("universal/tiny-cnn"), "--float", in("plain.onnx"), "--inputs", CommandLineRun.IMAGES,
        "--samples", "20", "--json").out());
    assertTrue(answer.path("fidelity").path("cosine").asDouble() > 0.999, answer.toString());
  }

  @Test
  void inspectAndCheckTellOfEveryLayer() {
    String inspected = ok("inspect", in("universal/tiny-cnn")).out();
    assertTrue(inspected.contains("body.conv.weight") && inspected.contains("k=64 d=4") && inspected.contains("activations calibrated"), inspected);
    String checked = ok("check", in("universal/tiny-cnn"), "-a", CommandLineRun.EDGE).out();
    assertTrue(checked.contains("body.conv") && checked.contains("tiny-cnn fits edge-8"), checked);
  }

  @Test
  void generateWritesVerilogAndBenches() {
    ok("generate", "-a", CommandLineRun.EDGE, in("universal/tiny-cnn"), "-o", in("hardware"));
    for (String file : List.of("rtl/lexicore.v", "rtl/lexicore_core.v", "tb/Makefile", "tb/trace.gz")) {
      assertTrue(Files.isRegularFile(folder.resolve("hardware").resolve(file)), file);
    }
    CommandLineRun bare = ok("generate", "-a", CommandLineRun.EDGE, "--seed", "5", "-o", in("bare"));
    assertEquals("note: neither a network nor codebook.content: the ROM is filled with codewords from seed 5\n", bare.err());
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

  @Test
  void initWritesAFileThatSimulateTakes() {
    ok("init", "-o", in("mine.yaml"));
    ok("check", in("universal/tiny-cnn"), "-a", in("mine.yaml"));
    assertEquals(2, CommandLineRun.of("init", "-o", in("mine.yaml")).status());
  }

  @Test
  void withoutACommandTheCommandsAreListed() {
    CommandLineRun run = CommandLineRun.of();
    assertEquals(CommandLine.ExitCode.USAGE, run.status());
    assertTrue(run.err().contains("Commands:") && run.err().contains("simulate"), run.err());
  }
}
