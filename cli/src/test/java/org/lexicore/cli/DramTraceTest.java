package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does dram-trace run a trace and say what came of it? */
class DramTraceTest {
  private static final int READS = 4096;

  @TempDir static Path folder;
  private static String stream;

  @BeforeAll
  static void write() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < READS; i++) {
      lines.append("LD 0x").append(Integer.toHexString(64 * i)).append('\n');
    }
    stream = Files.writeString(folder.resolve("stream.trace"), lines).toString();
  }

  private static JsonNode json(String... more) throws Exception {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "dram-trace";
    arguments[1] = stream;
    arguments[2] = "--json";
    System.arraycopy(more, 0, arguments, 3, more.length);
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(0, run.status(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void aStreamOnDdr4HitsRowsThatEachOpenOnce() throws Exception {
    JsonNode result = json("--dram", "ddr4-2400");
    assertEquals(READS, result.path("requests").asInt());
    int misses = result.path("row_misses").asInt();
    int refreshes = result.path("commands").path("refreshes").asInt();
    assertTrue(refreshes > 0 && misses >= READS / 128 && misses <= READS / 128 + 2 * refreshes,
        "a row holds 128 accesses; a refresh closes the one or two that are being read: " + result);
    assertEquals(misses, result.path("commands").path("activates").asInt());
    assertEquals(READS - misses, result.path("row_hits").asInt());
    assertEquals(0, result.path("row_conflicts").asInt());
    assertEquals(READS, result.path("commands").path("reads").asInt());
    double seconds = result.path("cycles").asDouble() / 1.2e9;
    assertEquals(READS * 64 / seconds / 1e9, result.path("gb_per_s").asDouble(), 1e-9);
    assertTrue(result.path("validated").asBoolean());
    double low = result.path("energy_uj").path("low").asDouble();
    double typical = result.path("energy_uj").path("typical").asDouble();
    assertTrue(0 < low && low < typical && typical < result.path("energy_uj").path("high").asDouble(), result.toString());
  }

  @Test
  void parametersOfTheControllersCanBeSet() throws Exception {
    JsonNode deep = json("--dram", "ddr4-2400", "--set", "read_queue=64");
    JsonNode shallow = json("--dram", "ddr4-2400", "--set", "read_queue=4");
    assertEquals(64, deep.path("settings").path("read_queue").asInt());
    assertTrue(shallow.path("mean_latency_cycles").asDouble() < deep.path("mean_latency_cycles").asDouble() / 4, "fewer wait");
    JsonNode spread = json("--dram", "ddr4-2400", "--set", "address_map=rocobarach");
    assertTrue(spread.path("gb_per_s").asDouble() > deep.path("gb_per_s").asDouble(), "neighbours lie in different groups");
  }

  @Test
  void thePageIsForReadersAndSaysWhatWasNotValidated() throws Exception {
    CommandLineRun run = CommandLineRun.of("dram-trace", stream, "--dram", "lpddr4-3200", "--set", "channels=1");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().startsWith("lpddr4-3200 (not validated against another simulator): 4096 requests in "), run.out());
    assertTrue(run.out().contains("bandwidth") && run.out().contains("rows") && run.out().contains("energy"), run.out());
  }

  @Test
  void addressesBeyondTheMemoryWrapAroundAndAreCounted() throws Exception {
    Path far = Files.writeString(folder.resolve("far.trace"), "LD 0x0\nLD 0x7fff00000000\n");
    CommandLineRun run = CommandLineRun.of("dram-trace", far.toString(), "--dram", "ddr4-2400");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("1 addresses lie beyond the memory's 8192 MiB and wrap around"), run.err());
  }
}
