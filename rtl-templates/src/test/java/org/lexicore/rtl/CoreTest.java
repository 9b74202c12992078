package org.lexicore.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.timing.Latencies;
import org.lexicore.model.timing.PassTiming;
import org.lexicore.rtl.CoreRun.Event;
import org.lexicore.rtl.CoreRun.Outcome;

/** Does the core, in 4-state simulation with a stalling memory, leave in DRAM what the instructions say, in the cycles that the page says? */
class CoreTest {

  @TempDir Path folder;

  static List<Accelerator> configurations() {
    return Configurations.all();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void randomProgramsLeaveWhatTheirInstructionsSayWithoutAnUnknownBit(Accelerator a) {
    byte[] rom = Configurations.rom(a);
    CoreRun core = new CoreRun(a, rom, folder);
    int size = a.array().rows() * a.array().columns();
    for (int seed = 1; seed <= (size < 128 ? 3 : 1); seed++) {
      RandomProgram program = new RandomProgram(a, seed, size < 128 ? 8 : 3);
      byte[] expected = program.memory.clone();
      new Interpreter(a, rom, expected, RandomProgram.BASES).run(program.instructions);
      Outcome outcome =
          core.run(
              program.memory, program.instructions.size(), "stall=" + 30 * (seed - 1), "latency=" + 7 * seed, "seed=" + seed);
      assertEquals(1, outcome.of("done").size(), "the run does not end");
      checkMemory(expected, outcome);
      checkTiming(a, program.instructions, outcome);
      checkCounters(a, program, outcome);
    }
  }

  private static void checkMemory(byte[] expected, Outcome outcome) {
    assertEquals(List.of(), outcome.of("unknown"));
    for (int i = 0; i < expected.length; i++) {
      int at = i;
      assertEquals(expected[i] & 0xFF, outcome.memory()[i], () -> "byte " + Integer.toHexString(at));
    }
  }

  private static void checkTiming(Accelerator a, List<Instruction> instructions, Outcome outcome) {
    List<Integer> issues = outcome.of("issue", 1);
    List<Integer> starts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> accumulates = new ArrayList<>();
    List<Integer> retires = new ArrayList<>();
    long decodes = 0;
    PassTiming timing = new PassTiming();
    int at = 0;
    for (Instruction instruction : instructions) {
      if (instruction instanceof Instruction.Compute c) {
        assertEquals(issues.get(at).longValue(), timing.issue(issues.get(at)), "issue of compute " + at);
        at++;
        int pixels = c.pixelsY() * c.pixelsX();
        for (int steps : steps(a, c)) {
          int start = (int) timing.pass(steps, pixels);
          decodes += steps;
          starts.add(start);
          ends.add(start + pixels);
          for (int i = 0; i < pixels; i++) {
            accumulates.add(start + Latencies.accumulate(a.array().rows()) + i);
          }
        }
        retires.add(accumulates.getLast());
      }
    }
    assertEquals(issues.size(), at);
    assertEquals(starts, cycles(outcome.of("start")));
    assertEquals(ends, cycles(outcome.of("end")));
    assertEquals(accumulates, cycles(outcome.of("accumulate")));
    assertEquals(retires, outcome.of("retire", 1));
    assertEquals(decodes, outcome.of("decode").size());
    checkDrains(instructions, outcome);
  }

  private static void checkDrains(List<Instruction> instructions, Outcome outcome) {
    List<Integer> issues = outcome.of("issue", 2);
    List<Integer> results = new ArrayList<>();
    List<Integer> retires = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction instanceof Instruction.Drain d) {
        int issue = issues.get(retires.size());
        int window = d.windowY() * d.windowX();
        int windows = d.outputsY() * d.outputsX() * d.groups();
        for (int i = 1; i <= windows; i++) {
          results.add(issue + Latencies.DRAIN + i * window - 1);
        }
        retires.add(issue + Latencies.DRAIN + windows * window - 1);
      }
    }
    assertEquals(results, cycles(outcome.of("result")));
    assertEquals(retires, outcome.of("retire", 2));
  }

  private static void checkCounters(Accelerator a, RandomProgram program, Outcome outcome) {
    long cycles = outcome.counter(Registers.CYCLES);
    long causes = 0;
    for (int i = 0; i < Registers.CYCLE_CAUSES.size(); i++) {
      causes += outcome.counter(Registers.STALLS + 8 * i);
    }
    assertEquals(cycles, causes);
    assertEquals(outcome.of("done").getFirst().cycle(), cycles);
    int pixels = 0;
    int[] read = new int[5];
    long written = 0;
    for (Instruction instruction : program.instructions) {
      switch (instruction) {
        case Instruction.Load l -> read[l.kind()] += l.segments() * l.words() * a.wordBytes();
        case Instruction.Compute c -> pixels += steps(a, c).size() * c.pixelsY() * c.pixelsX();
        case Instruction.Drain d -> {}
        case Instruction.Store s -> written += (long) s.segments() * s.words() * a.wordBytes();
      }
    }
    assertEquals(pixels, outcome.counter(Registers.STALLS));
    for (int i = 0; i < 5; i++) {
      assertEquals(read[i], outcome.counter(Registers.TRAFFIC + 8 * i));
    }
    assertEquals(written, outcome.counter(Registers.TRAFFIC + 40));
    assertEquals(64L * program.instructions.size(), outcome.counter(Registers.TRAFFIC + 48));
  }

  /** Decode steps of each pass. */
  private static List<Integer> steps(Accelerator a, Instruction.Compute c) {
    List<Integer> steps = new ArrayList<>();
    int columns = c.diagonal() == 1 ? 1 : c.plain() == 1 ? c.columns() : (c.columns() + a.codebook().ports() - 1) / a.codebook().ports();
    int lead = c.lead();
    for (int i = 0; i < c.kernelY() * c.kernelX() * c.blocks(); i++) {
      int length = lead + (i % c.blocks() == c.blocks() - 1 ? c.lastSegment() : c.segment());
      for (int first = 0; first < length; first += c.rowsPerPass()) {
        int high = Math.min(c.rowsPerPass(), length - first);
        steps.add(columns * ((high + c.codeword() - 1) / c.codeword()));
      }
      lead = length % c.codeword();
    }
    return steps;
  }

  private static List<Integer> cycles(List<Event> events) {
    return events.stream().map(Event::cycle).toList();
  }

  @Test
  void aRunThatIsAbortedSaysWhyAndTheNextOneIsWhole() {
    Accelerator a = Configurations.small();
    byte[] rom = Configurations.rom(a);
    CoreRun core = new CoreRun(a, rom, folder);
    RandomProgram program = new RandomProgram(a, 5, 6);
    byte[] expected = program.memory.clone();
    new Interpreter(a, rom, expected, RandomProgram.BASES).run(program.instructions);
    Map<String, String> statusAfter = new TreeMap<>();
    for (int beat : List.of(1, 100, 700, 1000)) {
      statusAfter.put("read_error=" + beat, "00000004");
    }
    statusAfter.put("write_error=1", "00000008");
    statusAfter.put("write_error=5", "00000008");
    for (int cycle : List.of(1, 400, 1500, 2000)) {
      statusAfter.put("soft_reset=" + cycle, "00000000");
    }
    statusAfter.forEach(
        (cause, status) -> {
          Outcome outcome = core.run(program.memory, program.instructions.size(), cause, "again=1", "stall=20");
          assertEquals(status + " 00", outcome.register(Registers.STATUS), cause);
          assertEquals(cause.startsWith("soft") ? 1 : 0, outcome.of("stuck").size(), cause);
          checkMemory(expected, outcome);
          assertEquals("00000002 00", outcome.events().stream()
              .filter(e -> e.kind().equals("register") && e.values().get(0).equals("014"))
              .map(e -> e.values().get(1) + " " + e.values().get(2)).toList().getLast(), cause);
        });
  }

  @Test
  void registersAnswerAndWhereThereIsNoneTheyRefuse() {
    Accelerator a = Configurations.small();
    Outcome outcome = new CoreRun(a, new byte[0], folder).run(new byte[RandomProgram.MEMORY], 0);
    long hash = ConfigurationHash.of(a, new byte[0]);
    assertEquals(String.format("%08x 00", Registers.IDENTITY_VALUE), outcome.register(Registers.IDENTITY));
    assertEquals(String.format("%08x 00", (int) hash), outcome.register(Registers.CONFIGURATION_LOW));
    assertEquals(String.format("%08x 00", hash >>> 32), outcome.register(Registers.CONFIGURATION_HIGH));
    assertEquals("0000c000 00", outcome.register(Registers.OUTPUT));
    assertEquals("00000000 10", outcome.register(Registers.CONTROL));
    assertEquals("00000000 10", outcome.register(0x00C));
    assertEquals("00000000 10", outcome.register(0x0C0));
    // The bench notes here what a write to IDENTITY gave, and irq after INTERRUPT_CLEAR.
    assertEquals("00000000 10", outcome.register(0x800));
    assertEquals("00000000 00", outcome.register(0x804));
  }

  @Test
  void aRomImageThatIsNotTheCodebookStopsTheSimulationAtOnce() throws IOException {
    Accelerator a = Configurations.of("image", 8, 8, Configurations.codebook(CodebookStore.Kind.ROM, 8192, 4, 1, 1), 2, 64);
    CoreRun core = new CoreRun(a, Configurations.rom(a), folder);
    Path image = folder.resolve("rtl/lexicore_rom.hex");
    assertEquals(1, core.run(new byte[RandomProgram.MEMORY], 0).of("done").size());
    Files.writeString(image, Files.readString(image).replaceFirst("^.", "z"));
    AssertionError error = assertThrows(AssertionError.class, () -> core.run(new byte[RandomProgram.MEMORY], 0));
    assertTrue(error.getMessage().contains("lexicore_rom.hex does not hold the codebook: set MEMORY_DIR"), error.getMessage());
  }

  @Test
  void anEmptyProgramEndsInItsFirstCycle() {
    CoreRun core = new CoreRun(Configurations.small(), new byte[0], folder);
    Outcome outcome = core.run(new byte[RandomProgram.MEMORY], 0);
    assertEquals(1, outcome.counter(Registers.CYCLES));
    assertEquals(1, outcome.of("done").getFirst().cycle());
    assertTrue(outcome.register(Registers.STATUS).startsWith("00000002"));
  }
}
