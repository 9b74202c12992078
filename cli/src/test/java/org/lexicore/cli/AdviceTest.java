package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does simulate say what the array waits for, and is what it recommends what one then gets? */
class AdviceTest {
  private static final String HEAD = "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\n";
  private static final List<String> NOTHING_ELSE = List.of();

  /** Layers of four pixels, whose weights take longer to decode than the pixels take to pass. */
  private static final String WAITING = "waiting.csv";

  /** Layers of many pixels. */
  private static final String BUSY = "busy.csv";

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws Exception {
    Files.writeString(folder.resolve(WAITING), HEAD + "one, 4, 4, 3, 3, 64, 128, 1,\ntwo, 4, 4, 3, 3, 64, 128, 1,\nthree, 4, 4, 3, 3, 64, 128, 1,\n");
    Files.writeString(folder.resolve(BUSY), HEAD + "one, 30, 30, 3, 3, 16, 16, 1,\ntwo, 30, 30, 3, 3, 16, 16, 1,\n");
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
  }

  private static String simulate(String topology, List<String> settings, String... options) {
    List<String> command = new ArrayList<>(List.of("simulate", "--topology", in(topology), "-a", CommandLineRun.EDGE, "--timing-only", "-o", in("run")));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    command.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  private static JsonNode result(String topology, List<String> settings, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    return new ObjectMapper().readTree(simulate(topology, settings, all.toArray(String[]::new)));
  }

  @Test
  void whatWasTriedIsWhatOneGetsWithThatField() throws Exception {
    JsonNode result = result(WAITING, NOTHING_ELSE, "--advise");
    int trials = 0;
    for (JsonNode trial : result.at("/advice/trials")) {
      List<String> settings = new ArrayList<>();
      trial.path("changes").forEach(change -> settings.add(change.path("field").asText() + "=" + change.path("to").asText()));
      long cycles = result(WAITING, settings).path("cycles").asLong();
      assertEquals(cycles, trial.path("cycles").asLong(), settings.toString());
      assertEquals(1 - (double) cycles / result.path("cycles").asLong(), trial.path("saved").asDouble(), 1e-12, settings.toString());
      assertEquals("MAPPED", trial.path("how").asText());
      trials++;
    }
    assertTrue(trials >= 12, trials + " trials of ports, buffers, bus and array");
  }

  @Test
  void theLastLineSaysWhatIsWaitedForAndWhatWouldHelp() throws Exception {
    JsonNode stalls = result(WAITING, NOTHING_ELSE).path("stall_cycles");
    double waits = 100.0 * stalls.path("weights").asLong() / stalls.path("total").asLong();
    String last = simulate(WAITING, NOTHING_ELSE).lines().reduce((one, next) -> next).orElseThrow();
    assertTrue(last.contains(String.format(Locale.ROOT, "waits for weights to be decoded in %.1f %%: codebook.ports 1 → ", waits)), last);
    assertTrue(last.matches(".*would save about \\d+\\.\\d % of the cycles for \\+\\d+\\.\\d % area"), last);
  }

  @Test
  void theEstimateWithTheSameProgramIsNearWhatMappingAgainGives() throws Exception {
    double before = result(WAITING, NOTHING_ELSE).path("cycles").asDouble();
    int trials = 0;
    for (JsonNode trial : result(WAITING, NOTHING_ELSE).at("/advice/trials")) {
      assertEquals("SAME_PROGRAM", trial.path("how").asText());
      double mapped = 1 - result(WAITING, List.of("codebook.ports=" + trial.at("/changes/0/to").asText())).path("cycles").asLong() / before;
      assertEquals(mapped, trial.path("saved").asDouble(), 0.05, trial.toString());
      trials++;
    }
    assertEquals(3, trials, "twice, four times and eight times the ports");
  }

  @Test
  void aTimedMemoryIsReplacedByAnIdealOneOfItsRateForTheEstimate() throws Exception {
    List<String> ddr4 = List.of("dram.kind=ddr4-2400");
    JsonNode trials = result(WAITING, ddr4).at("/advice/trials");
    assertEquals("IDEAL_MEMORY", trials.path(0).path("how").asText(), trials.toString());
    double mapped = 1 - result(WAITING, List.of("dram.kind=ddr4-2400", "codebook.ports=2")).path("cycles").asDouble() / result(WAITING, ddr4).path("cycles").asLong();
    assertEquals(mapped, trials.path(0).path("saved").asDouble(), 0.05, trials.toString());
  }

  @Test
  void aBusyArrayIsToldSoAndNothingIsTried() throws Exception {
    String out = simulate(BUSY, NOTHING_ELSE);
    JsonNode advice = result(BUSY, NOTHING_ELSE).path("advice");
    assertTrue(advice.path("busy").asDouble() >= 0.9, advice.toString());
    assertEquals(0, advice.path("trials").size());
    assertTrue(out.strip().endsWith(": only a larger array would make it much faster"), out);
    assertFalse(out.contains("would save"), out);
  }

  @Test
  void theLeastTrafficStandsBesideTheTrafficByKind() throws Exception {
    JsonNode result = result(WAITING, NOTHING_ELSE);
    JsonNode least = result.path("least_dram_bytes");
    String out = simulate(WAITING, NOTHING_ELSE);
    String ratios = out.lines().filter(line -> line.startsWith("first / least")).findFirst().orElseThrow();
    for (String kind : List.of("indices", "weights", "biases", "activations_read", "activations_written", "total")) {
      long moved = result.path("dram_bytes").path(kind).asLong();
      assertTrue(moved >= least.path(kind).asLong(), kind);
      String ratio = String.format(Locale.ROOT, " %.2f", (double) moved / least.path(kind).asLong());
      assertTrue(ratios.contains(ratio), kind + ratio + " in " + ratios);
    }
  }
}
