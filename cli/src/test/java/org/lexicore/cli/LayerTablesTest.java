package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Do SCALE-Sim's tables as people have them run: large products, long filters, columns and rows that spreadsheets
 * leave?
 */
class LayerTablesTest {
  private static final String CONVOLUTIONS = "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,";
  private static final String BIG = CommandLineRun.EXAMPLES.resolve("accelerators/big-32.yaml").toString();

  @TempDir static Path folder;

  private static CommandLineRun run(String accelerator, String table) throws Exception {
    Path file = Files.writeString(folder.resolve("table.csv"), table);
    return CommandLineRun.of("simulate", "--topology", file.toString(), "-a", accelerator, "--set", "codebook.place=none", "--timing-only", "--json",
        "-o", folder.resolve("out").toString());
  }

  private static JsonNode result(String accelerator, String table) throws Exception {
    CommandLineRun run = run(accelerator, table);
    assertEquals(0, run.status(), table + run.err());
    return new ObjectMapper().readTree(run.out());
  }

  /** A number of rows that a map can have, one that is prime, one just above a map's row, and the other two extents. */
  @Test
  void largeProductsRunOnSmallAndLargeArrays() throws Exception {
    int runs = 0;
    for (long[] mnk : new long[][] {{100_000, 16, 8}, {100_003, 4, 8}, {4_096, 16, 16}, {8, 70_000, 8}, {8, 8, 70_000}}) {
      for (String accelerator : List.of(CommandLineRun.EDGE, BIG)) {
        JsonNode result = result(accelerator, "Layer, M, N, K,\nL0, %d, %d, %d,\n".formatted(mnk[0], mnk[1], mnk[2]));
        assertEquals(mnk[0] * mnk[1] * mnk[2], result.path("macs").asLong());
        assertTrue(result.path("utilisation").asDouble() <= 1, result.path("utilisation").toString());
        List<String> names = new ArrayList<>();
        result.path("layers").forEach(layer -> names.add(layer.path("name").asText()));
        assertEquals(mnk[0] == 100_003 ? List.of("L0", "L0.rest") : List.of("L0"), names);
        runs++;
      }
    }
    assertEquals(10, runs);
  }

  @Test
  void aMapIsJudgedByItsOwnExtents() throws Exception {
    assertEquals(512L * 1024 * 1024, result(CommandLineRun.EDGE, CONVOLUTIONS + "\nLinear, 512, 1024, 1, 1024, 1, 1024, 1,\n").path("macs").asLong());
    String err = run(CommandLineRun.EDGE, CONVOLUTIONS + "\nA, 65536, 32768, 3, 3, 1, 1, 1,\nB, 9999999, 9999999, 9999999, 9999999, 9999999, 99999, 1,\n").err();
    assertTrue(err.contains("line 2: has 9 weights and a map of 2147483648 elements; at most 1073741824 of each are taken"), err);
    assertTrue(err.contains("line 3: has "), err);
  }

  @Test
  void batchesOfOneAndRowsOfCommasAreLeftOut() throws Exception {
    JsonNode plain = result(CommandLineRun.EDGE, CONVOLUTIONS + "\nC1, 14, 14, 3, 3, 16, 16, 1,\n");
    for (String table : List.of(CONVOLUTIONS + "Batch Size,\nC1, 14, 14, 3, 3, 16, 16, 1, 1,\n", CONVOLUTIONS + " batch\nC1, 14, 14, 3, 3, 16, 16, 1, 1\n",
        CONVOLUTIONS + "\n,,,,,,,,\nC1, 14, 14, 3, 3, 16, 16, 1,\n ,  ,\n", ",,,\n" + CONVOLUTIONS + "\n\nC1, 14, 14, 3, 3, 16, 16, 1,\n")) {
      assertEquals(plain.path("inferences"), result(CommandLineRun.EDGE, table).path("inferences"), table);
    }
    CommandLineRun batch = run(CommandLineRun.EDGE, CONVOLUTIONS + "Batch Size,\nC1, 14, 14, 3, 3, 16, 16, 1, 8,\n");
    assertEquals(2, batch.status());
    assertTrue(batch.err().contains("line 2: a batch of '8'; write 1, and give --batch to the command"), batch.err());
    assertEquals(2, run(CommandLineRun.EDGE, CONVOLUTIONS + "\nC1, 14, 14, 3, 3, 16, 16, 1, 1,\n").status(), "a number that no column names");
  }
}
