package org.lexicore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lexicore.cli.CommandLineRun.json;
import static org.lexicore.cli.CommandLineRun.ok;
import static org.lexicore.cli.CommandLineRun.universalTiny;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    universalTiny(folder);
  }

  private static String in(String name) {
    return folder.resolve(name).toString();
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
  void networksOfSeveralCallsStandSideBySide() {
    ok("compress", CommandLineRun.TINY, "--scheme", "int8", "-o", in("several"));
    ok("compress", CommandLineRun.RESNET, "--scheme", "int8", "-o", in("several"));
    ok("compress", CommandLineRun.RESNET, "--scheme", "int8", "-o", in("several"));
    for (String name : List.of("tiny-cnn", "resnet20-fashion")) {
      ok("inspect", in("several/" + name));
    }
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
