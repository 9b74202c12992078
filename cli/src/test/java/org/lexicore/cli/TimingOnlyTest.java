package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.cli.fuzz.ModelText;
import org.lexicore.cli.fuzz.SmallModels;

/** Does a simulation without arithmetic run whatever the full one runs, with the same cycles, traffic and stalls? */
class TimingOnlyTest {
  private static final List<String> TIMES = List.of("cycles", "macs", "utilisation", "dram_bytes", "stall_cycles", "inferences");

  @TempDir static Path folder;

  private static JsonNode simulate(Path network, String... more) throws Exception {
    List<String> arguments = new java.util.ArrayList<>(List.of("simulate", network.toString(), "-a", CommandLineRun.EDGE, "--set", "codebook.place=none",
        "--json", "-o", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.status(), network + "\n" + run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private static void assertSameTimes(String name, byte[] model) throws Exception {
    Path network = Files.write(folder.resolve(name + ".onnx"), model);
    JsonNode timed = simulate(network, "--timing-only");
    JsonNode whole = simulate(network);
    assertTrue(timed.path("cycles").asLong() > 0);
    for (String field : TIMES) {
      assertEquals(whole.path(field), timed.path(field), name + ": " + field);
    }
    for (int layer = 0; layer < whole.path("layers").size(); layer++) {
      assertEquals(whole.path("layers").path(layer).path("cycles"), timed.path("layers").path(layer).path("cycles"), name + ", layer " + layer);
    }
    assertTrue(whole.path("utilisation").asDouble() <= 1, name + ": utilisation " + whole.path("utilisation"));
    CommandLineRun inspect = CommandLineRun.of("inspect", network.toString(), "--json");
    assertEquals(whole.path("macs").asLong(), new ObjectMapper().readTree(inspect.out()).path("macs").asLong(), name);
  }

  /** Blocks of MobileNet-V3: each multiplies by gates between 0 and 1, which are mostly their bias. */
  private static String gated(int blocks) {
    StringBuilder lines = new StringBuilder("input x 8 7 7\nweight wy 4 8 1 1\n");
    for (int i = 0; i < blocks; i++) {
      lines.append("""
          weight wa# 8 8 3 3
          weight ws# 2 8 1 1
          weight we# 8 2 1 1
          Conv a# @ wa# pads=1,1,1,1
          HardSwish h# a#
          GlobalAveragePool p# h#
          Conv s# p# ws#
          Relu r# s#
          Conv e# r# we#
          HardSigmoid g# e#
          Mul m# h# g#
          """.replace("@", i == 0 ? "x" : "m" + (i - 1)).replace("#", Integer.toString(i)));
    }
    return lines.append("Conv y m" + (blocks - 1) + " wy\noutput y\n").toString();
  }

  /** Convolutions under pools that leave pixels out, are one pixel, or the whole map; averages and maxima. */
  private static String pooled(String pool, int kernel, int stride) {
    return "input x 8 15 15\nweight w 16 8 3 3\nweight v 4 16 1 1\nConv c x w pads=1,1,1,1\nRelu r c\n" + pool + " p r kernel_shape=" + kernel + ","
        + kernel + " strides=" + stride + "," + stride + "\nConv y p v\noutput y\n";
  }

  @Test
  void networksOfAllKindsTakeTheSameCyclesWithAndWithoutArithmetic() throws Exception {
    Map<String, byte[]> models = new LinkedHashMap<>(SmallModels.all());
    for (int blocks = 1; blocks <= 8; blocks++) {
      models.put("gated-" + blocks, ModelText.model(14, gated(blocks)));
    }
    for (String pool : List.of("AveragePool", "MaxPool")) {
      for (int[] window : new int[][] {{1, 7}, {2, 5}, {3, 2}, {15, 1}}) {
        models.put(pool + window[0] + "-" + window[1], ModelText.model(13, pooled(pool, window[0], window[1])));
      }
    }
    for (Map.Entry<String, byte[]> model : models.entrySet()) {
      assertSameTimes(model.getKey(), model.getValue());
    }
    assertEquals(4 + 8 + 8, models.size());
  }
}
