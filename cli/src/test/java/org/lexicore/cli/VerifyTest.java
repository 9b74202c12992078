package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does verify say that equal machines are equal, and show where an edited one is not? */
class VerifyTest {
  @TempDir Path folder;

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void generatedVerilogIsEqualAndAnEditedFolderIsNot() throws Exception {
    CommandLineRun.of("compress", CommandLineRun.TINY, "--scheme", "universal", "-k", "32", "-d", "4", "-o", in("network"));
    CommandLineRun equal = CommandLineRun.of("verify", in("network/tiny-cnn"), "-a", CommandLineRun.EDGE, "--inputs", CommandLineRun.IMAGES,
        "--json", "-o", in("equal"));
    assertEquals(0, equal.status(), equal.err());
    JsonNode result = new ObjectMapper().readTree(equal.out());
    assertEquals(result.path("cycles").asLong(), result.path("verification").path("cycles_compared").asLong());
    assertTrue(result.path("verification").path("signals_compared").asInt() > 20, equal.out());
    assertEquals(0, result.path("verification").path("divergences").asInt());

    Files.copy(Path.of(CommandLineRun.TINY), folder.resolve("other.onnx"));
    CommandLineRun turns = CommandLineRun.of("verify", in("network/tiny-cnn"), in("other.onnx"), in("network/tiny-cnn"), "-a",
        CommandLineRun.EDGE, "--inputs", CommandLineRun.IMAGES, "-o", in("turns"));
    assertEquals(0, turns.status(), turns.err());
    JsonNode networks = new ObjectMapper().readTree(folder.resolve("turns/result.json").toFile()).at("/verification/networks");
    assertEquals(List.of("tiny-cnn", "other"), networks.findValuesAsText("network"));
    assertEquals(List.of("4", "1"), networks.findValuesAsText("inferences"), "first, steady, once as another, switched");
    for (JsonNode network : networks) {
      assertTrue(network.path("cycles_compared").asLong() > 10_000L * network.path("inferences").asInt(), network.toString());
      assertEquals(0, network.path("divergences").asInt());
      assertTrue(turns.out().matches("(?s).*\\R" + network.path("network").asText() + " +" + network.path("inferences").asText() + " +"
          + network.path("cycles_compared").asText() + " +0\\R.*"), turns.out());
    }

    Path edited = folder.resolve("equal/rtl/lexicore_requantiser.v");
    String verilog = Files.readString(edited);
    assertTrue(verilog.contains("+ by_high"), "nothing to edit");
    Files.writeString(edited, verilog.replace("+ by_high", "- by_high"));
    CommandLineRun diverged = CommandLineRun.of("verify", in("network/tiny-cnn"), "-a", CommandLineRun.EDGE, "--inputs",
        CommandLineRun.IMAGES, "--rtl", in("equal/rtl"), "-o", in("edited"));
    assertEquals(1, diverged.status(), diverged.err());
    JsonNode told = new ObjectMapper().readTree(folder.resolve("edited/result.json").toFile()).at("/verification/networks/0");
    assertTrue(told.path("divergences").asInt() > 0 && told.path("cycles_compared").asLong() < result.path("cycles").asLong(), told.toString());
    assertTrue(diverged.err().matches("(?s).*divergence: cycle \\d+: event_\\w+ is \\w+, expected \\w+; waveform in .*\\R"), diverged.err());
    assertTrue(Files.size(folder.resolve("edited/lockstep/divergence.vcd")) > 0);
  }

  @Test
  void theMachineIsEqualBehindTimedDramToo() throws Exception {
    CommandLineRun.of("compress", CommandLineRun.TINY, "--scheme", "universal", "-k", "32", "-d", "4", "-o", in("network"));
    CommandLineRun ideal = CommandLineRun.of("simulate", in("network/tiny-cnn"), "-a", CommandLineRun.EDGE, "--json", "-o", in("ideal"));
    CommandLineRun equal = CommandLineRun.of("verify", in("network/tiny-cnn"), "-a", CommandLineRun.EDGE, "--set", "dram.kind=ddr4-2400",
        "--inputs", CommandLineRun.IMAGES, "--json", "-o", in("timed"));
    assertEquals(0, equal.status(), equal.err());
    JsonNode result = new ObjectMapper().readTree(equal.out());
    assertEquals(result.path("cycles").asLong(), result.path("verification").path("cycles_compared").asLong());
    assertEquals(0, result.path("verification").path("divergences").asInt());
    assertNotEquals(new ObjectMapper().readTree(ideal.out()).path("cycles").asLong(), result.path("cycles").asLong(), "another memory");
  }
}
