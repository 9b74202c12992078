package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does simulate tell cycles, traffic, energy and bits of what ran, of one network, of several, and of layers alone? */
class SimulateTest {
  @TempDir static Path folder;

  @BeforeAll
  static void compress() {
    universalTiny(folder);
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
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

  /** Codewords that this store cannot hold are expanded, and a float network runs in int8. */
  @Test
  void bitsPerWeightAreThoseOfWhatRuns() throws Exception {
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
}
