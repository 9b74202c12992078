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
import org.lexicore.compiler.onnx.proto.ModelProto;

/** Do times and energies of networks with host work say whether the host is in them? */
class HostModelTest {
  @TempDir static Path folder;

  @BeforeAll
  static void giveTheHostWork() throws Exception {
    ModelProto.Builder tiny = ModelProto.parseFrom(Files.readAllBytes(Path.of(CommandLineRun.TINY))).toBuilder();
    tiny.getGraphBuilder().getNodeBuilderList().stream().filter(node -> node.getOpType().equals("Relu")).findFirst().orElseThrow()
        .setOpType("Softplus");
    Files.write(folder.resolve("soft.onnx"), tiny.build().toByteArray());
  }

  private static CommandLineRun simulate(String network, String... options) {
    List<String> command = new ArrayList<>(List.of("simulate", network, "-a", CommandLineRun.EDGE, "--set", "codebook.place=none",
        "--timing-only", "-o", folder.resolve("run").toString()));
    command.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));
    assertEquals(0, run.status(), run.err());
    return run;
  }

  private static String soft() {
    return folder.resolve("soft.onnx").toString();
  }

  private static JsonNode result() throws Exception {
    return new ObjectMapper().readTree(folder.resolve("run/result.json").toFile());
  }

  @Test
  void withoutAHostThatIsStatedTheFiguresAreTheArraysAlone() throws Exception {
    String out = simulate(soft()).out();
    assertTrue(out.contains("array alone"), out);
    assertTrue(out.contains("host.gops, host.gb_per_s are not stated") && out.contains("host.pj_per_op, host.pj_per_byte are not stated"), out);
    assertTrue(result().path("host").path("total").path("arithmetic").asLong() > 0);
    assertFalse(result().path("host").has("estimate"));
    assertFalse(simulate(CommandLineRun.TINY).out().contains("array alone"), "a network that the array runs whole");
  }

  @Test
  void aStatedHostAddsTheLongerOfItsOperationsAndItsBytesStepByStep() throws Exception {
    String out = simulate(soft(), "--set", "host.gops=0.5", "--set", "host.gb_per_s=0.25", "--set", "host.pj_per_op=3", "--set",
        "host.pj_per_byte=7").out();
    JsonNode result = result();
    double ms = 0;
    double pj = 0;
    for (JsonNode step : result.path("host").path("steps")) {
      double operations = step.at("/cost/arithmetic").asDouble();
      double bytes = step.at("/cost/bytes_read").asDouble() + step.at("/cost/bytes_written").asDouble();
      ms += Math.max(operations / 0.5, bytes / 0.25) * 1e-6;
      pj += 3 * operations + 7 * bytes;
    }
    JsonNode estimate = result.path("host").path("estimate");
    assertEquals(ms, estimate.path("time_ms").asDouble(), 1e-12);
    assertEquals(pj, estimate.path("energy_pj").asDouble(), 1e-3);
    assertEquals(result.path("time_ms").asDouble() + ms, estimate.path("whole_ms").asDouble(), 1e-12);
    double array = result.at("/inferences/0/energy/total/typical").asDouble();
    assertEquals(array + pj, estimate.path("whole_pj").asDouble(), 1e-6 * array);
    assertTrue(out.contains(String.format(Locale.ROOT, "%.3f", estimate.path("whole_ms").asDouble())), out);
    assertTrue(ms > 0 && pj > 0, estimate.toString());
  }

  @Test
  void onlyRatesMakeNoEnergy() throws Exception {
    String out = simulate(soft(), "--set", "host.gops=1", "--set", "host.gb_per_s=1").out();
    assertFalse(result().path("host").path("estimate").has("energy_pj"));
    assertTrue(out.contains("host.pj_per_op, host.pj_per_byte are not stated") && !out.contains("host.gops, "), out);
  }

  @Test
  void aHostThatDoesNothingIsRefused() {
    CommandLineRun run = CommandLineRun.of("simulate", CommandLineRun.TINY, "-a", CommandLineRun.EDGE, "--set", "host.gops=0", "--set",
        "host.pj_per_byte=-1", "-o", folder.resolve("refused").toString());
    assertEquals(2, run.status());
    assertEquals("error: --set host.gops: host.gops 0.0 is not positive\nerror: --set host.pj_per_byte: host.pj_per_byte -1.0 is not positive\n",
        run.err());
  }
}
