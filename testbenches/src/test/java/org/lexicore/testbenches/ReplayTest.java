package org.lexicore.testbenches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.simulator.trace.TraceWriter;

/** Does the lockstep driver find what is wrong, where it is wrong? Held against a small stand-in for the design. */
class ReplayTest {
  private static final int BEATS = 40;
  private static final int FIRST_BEAT = 10;
  private static final int NOWHERE = -1;

  @TempDir static Path folder;

  @BeforeAll
  static void writeTheStandIn() throws Exception {
    Files.createDirectories(folder.resolve("rtl"));
    try (InputStream in = ReplayTest.class.getResourceAsStream("summing/lexicore_core.v")) {
      Files.copy(in, folder.resolve("rtl/lexicore_core.v"));
    }
  }

  @Test
  void anEqualRunIsComparedInEveryCycle() {
    Verification verification = replay(trace(NOWHERE), false);
    assertTrue(verification.equal());
    assertEquals(FIRST_BEAT + BEATS + 9, verification.cyclesCompared());
    assertEquals(46, verification.signalsCompared());
    assertEquals(Optional.empty(), verification.first());
  }

  @Test
  void aWrongBitIsFoundInItsCycleWithItsValues() throws Exception {
    Verification verification = replay(trace(20), true);
    assertFalse(verification.equal());
    int sum = 20 * 21 / 2;
    assertEquals(
        new Divergence(FIRST_BEAT + 21, "event_result_data", String.format("0x%08x", sum ^ 1), String.format("0x%08x", sum)),
        verification.first().orElseThrow());
    String waveform = Files.readString(verification.waveform().orElseThrow());
    assertTrue(waveform.contains("event_result_data"), "the waveform shows the signal");
  }

  @Test
  void aTraceThatIsCutShortIsNoSuccess() {
    byte[] whole = trace(NOWHERE);
    byte[] half = Arrays.copyOf(whole, whole.length - 20);
    BenchException problem = assertThrows(BenchException.class, () -> replay(half, false));
    assertTrue(problem.getMessage().contains("the trace is cut short"), problem.getMessage());
  }

  @Test
  void aDesignOfOtherWidthsIsRefused() {
    byte[] wider = new Recording(Accelerators.small(8, 16)).trace(NOWHERE);
    BenchException problem = assertThrows(BenchException.class, () -> replay(wider, false));
    assertTrue(problem.getMessage().contains("the design is not the one of the trace"), problem.getMessage());
  }

  @Test
  void aDesignThatDoesNotCompileSaysWhy() throws Exception {
    Path rtl = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(rtl.resolve("lexicore_core.v"), "module lexicore_core(input wire aclk); assign x = ; endmodule\n");
    BenchException problem =
        assertThrows(BenchException.class, () -> new Replay(options()).run(out -> {}, rtl, folder.resolve("work")));
    assertTrue(problem.getMessage().contains("syntax error"), problem.getMessage());
  }

  @Test
  void missingToolsAreNamedWithTheRemedy() {
    ToolMissingException problem =
        assertThrows(ToolMissingException.class, () -> Tools.require(List.of("verilator", "make"), folder.toString()));
    assertEquals(List.of("verilator", "make"), problem.tools());
    assertTrue(problem.getMessage().contains("apt-get install verilator make"), problem.getMessage());
  }

  private static Verification replay(byte[] trace, boolean waveform) {
    return new Replay(options().withWaveform(waveform)).run(out -> out.write(trace), folder.resolve("rtl"), folder.resolve("work"));
  }

  private static BenchOptions options() {
    return BenchOptions.standard().quick().withCache(Path.of("target", "designs"));
  }

  private static byte[] trace(int wrong) {
    return new Recording(Accelerators.small(8, 8)).trace(wrong);
  }

  /** What the stand-in does when it sums the numbers from 0 on. */
  private record Recording(Accelerator accelerator) {
    byte[] trace(int wrong) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (TraceWriter trace = new TraceWriter(accelerator, bytes)) {
        trace.hostWrite(3, 0x10, 0x1000, true);
        trace.hostWriteResponse(4, 0);
        for (int cycle = 4; cycle <= 6; cycle++) {
          trace.readAddress(cycle, 0x1000, 4, cycle == 6);
        }
        int sum = 0;
        for (int i = 0; i < BEATS; i++) {
          byte[] word = new byte[accelerator.wordBytes()];
          word[0] = (byte) i;
          trace.readData(FIRST_BEAT + i, word, 0, i == BEATS - 1, 0);
          sum += i;
          byte[] lanes = new byte[accelerator.postprocess().lanes()];
          int shown = i == wrong ? sum ^ 1 : sum;
          for (int lane = 0; lane < 4; lane++) {
            lanes[lane] = (byte) (shown >> 8 * lane);
          }
          trace.result(FIRST_BEAT + i + 1, 0, lanes);
        }
        finish(trace, sum);
      }
      return bytes.toByteArray();
    }

    private static void finish(TraceWriter trace, int sum) {
      int end = FIRST_BEAT + BEATS;
      for (int cycle = end; cycle < end + 9; cycle++) {
        trace.interrupt(cycle);
      }
      trace.hostRead(end + 2, 4, true);
      trace.hostReadData(end + 3, sum, 0);
      trace.settled(end + 9);
    }
  }
}
