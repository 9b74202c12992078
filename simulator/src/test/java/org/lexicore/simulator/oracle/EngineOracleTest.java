package org.lexicore.simulator.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.random.FittingNetworks;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.model.result.Activity;
import org.lexicore.simulator.DramContent;
import org.lexicore.simulator.HostScript;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.RunStatistics;
import org.lexicore.simulator.dram.Dram;
import org.lexicore.simulator.random.IllegalProgram;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;
import org.lexicore.simulator.trace.TraceWriter;

/** Does the engine do what the page says, in every cycle? */
class EngineOracleTest {
  private static final int FIRST = Integer.getInteger("lexicore.seed", 0);
  private static final int CASES = Integer.getInteger("lexicore.cases", 150);
  private static final int NETWORKS = 60;
  private static final int LAYERS = 3;
  private static final int NEVER = -1;

  /** What both ran: a machine's memory and a script, with a memory that may fail. */
  private record Setting(int seed, Accelerator accelerator, Program program, MemoryMap map, int badBeat, int badResponse) {
    Dram dram() {
      return new FaultyDram(Dram.of(accelerator), badBeat, badResponse);
    }
  }

  @Test
  void theEngineAgreesWithTheTickingOracleInEveryCycleOfRandomPrograms() {
    int cases = 0;
    for (int seed = FIRST; seed < FIRST + CASES; seed++) {
      Setting setting = setting(seed, NEVER, NEVER);
      List<Integer> values = compare(setting, inference(setting));
      assertTrue(values.contains(Registers.DONE));
      cases++;
    }
    assertEquals(CASES, cases);
  }

  /** Networks and accelerators are drawn as for lockstep. */
  @Test
  void theyAgreeInEveryCycleOfMappedNetworks() {
    int instructions = 0;
    for (int seed = FIRST; seed < FIRST + NETWORKS; seed++) {
      Accelerator accelerator = RandomAccelerators.draw(seed);
      Program program = inOneRun(accelerator, seed);
      Setting setting = new Setting(seed, accelerator, program, MemoryMap.of(program, 0x1000), NEVER, NEVER);
      assertTrue(compare(setting, inference(setting)).contains(Registers.DONE));
      instructions += program.instructions().size();
    }
    assertTrue(instructions > 20 * NETWORKS, instructions + " instructions");
  }

  /** The first network from {@code seed} on that fits and leaves nothing to the host. */
  private static Program inOneRun(Accelerator accelerator, int seed) {
    return LongStream.iterate(seed, next -> next + NETWORKS).boxed()
        .flatMap(next -> FittingNetworks.draw(accelerator, drawn -> RandomNetworks.draw(drawn, LAYERS), next, 1).networks().stream())
        .map(FittingNetworks.Mapped::program)
        .filter(program -> program.stages().size() == 1)
        .findFirst().orElseThrow();
  }

  @Test
  void theyAgreeAboutErrorResponsesAndTheRunThatFollows() {
    int errors = 0;
    for (int seed = FIRST; seed < FIRST + CASES; seed++) {
      Random random = new Random(seed);
      boolean read = random.nextBoolean();
      Setting setting = setting(seed, read ? 1 + random.nextInt(900) : NEVER, read ? NEVER : 1 + random.nextInt(6));
      List<HostScript.Action> actions = new ArrayList<>(inference(setting).actions());
      actions.addAll(inference(setting).actions());
      List<Integer> values = compare(setting, new HostScript(actions));
      errors += values.contains(Registers.READ_ERROR) || values.contains(Registers.WRITE_ERROR) ? 1 : 0;
    }
    assertTrue(errors >= CASES / 2, errors + " of " + CASES + " had an error");
  }

  /** Every field that has a least value or must be aligned, in an instruction of a program that is otherwise sound. */
  @Test
  void theyAgreeAboutEveryFieldThatMakesAnInstructionIllegal() {
    int cases = 0;
    for (Unit unit : Unit.values()) {
      for (InstructionSet.Placed field : InstructionSet.fields(unit)) {
        if (field.least() > 0 || field.aligned()) {
          int seed = FIRST + cases % 20;
          Setting sound = setting(seed, NEVER, NEVER);
          Program spoilt = IllegalProgram.of(sound.program, unit, field, sound.accelerator.wordBytes(), new Random(cases));
          List<Integer> values = compare(new Setting(seed, sound.accelerator, spoilt, sound.map, NEVER, NEVER), inference(sound));
          assertTrue(values.contains(Registers.ILLEGAL), unit + " " + field.name());
          cases++;
        }
      }
    }
    assertEquals(24, cases, "fields that can make an instruction illegal");
  }

  @Test
  void theyAgreeAboutSoftResetsAccessesWhileRunningAndTheRunThatFollows() {
    int resets = 0;
    for (int seed = FIRST; seed < FIRST + CASES; seed++) {
      Setting setting = setting(seed, NEVER, NEVER);
      List<HostScript.Action> whole = inference(setting).actions();
      int start = whole.indexOf(new HostScript.AwaitInterrupt());
      List<HostScript.Action> actions = new ArrayList<>(whole.subList(0, start));
      actions.add(new HostScript.Pause(1 + new Random(seed).nextInt(2500)));
      actions.add(new HostScript.Read(Registers.STATUS));
      actions.add(new HostScript.Read(Registers.CYCLES));
      actions.add(new HostScript.Write(Registers.CONTROL, Registers.SOFT_RESET | Registers.START));
      actions.add(new HostScript.Read(0x800));
      actions.add(new HostScript.Write(Registers.IDENTITY, 1));
      actions.add(new HostScript.Read(Registers.CONTROL));
      actions.add(new HostScript.Pause(5000));
      actions.add(new HostScript.Read(Registers.CYCLES));
      actions.add(new HostScript.Read(Registers.STATUS));
      actions.addAll(whole);
      List<Integer> values = compare(setting, new HostScript(actions));
      resets += values.get(0) == Registers.RUNNING ? 1 : 0;
    }
    assertTrue(resets >= CASES / 2, resets + " of " + CASES + " stopped a program");
  }

  @Test
  void aProgramOfNoInstructionsEndsInItsFirstCycle() {
    Setting setting = setting(1, NEVER, NEVER);
    List<Integer> values = compare(setting, HostScript.inference(setting.map, 0));
    List<Registers.Register> readable = Registers.all().stream().filter(r -> r.access() != Registers.Access.WRITE).toList();
    assertEquals(1, values.get(readable.stream().map(Registers.Register::name).toList().indexOf("CYCLES_LOW")));
  }

  private static Setting setting(int seed, int badBeat, int badResponse) {
    Accelerator accelerator = RandomAccelerator.of(seed);
    Program program = RandomProgram.of(accelerator, seed, 30);
    return new Setting(seed, accelerator, program, MemoryMap.of(program, 0x1000), badBeat, badResponse);
  }

  private static HostScript inference(Setting setting) {
    return HostScript.inference(setting.map, setting.program.instructions().size());
  }

  private static List<Integer> compare(Setting setting, HostScript script) {
    Program program = setting.program;
    ByteArrayOutputStream engineTrace = new ByteArrayOutputStream();
    Machine machine = new Machine(setting.accelerator, program.rom(), setting.dram(), 0);
    machine.load(program, setting.map);
    RunStatistics statistics;
    try (TraceWriter writer = new TraceWriter(setting.accelerator, engineTrace)) {
      statistics = machine.run(script, program.layerOf(), program.layers().size(), writer);
    }

    DramContent content = new DramContent();
    content.write(setting.map.program(), program.instructionBytes());
    content.write(setting.map.data(), program.data());
    ByteArrayOutputStream oracleTrace = new ByteArrayOutputStream();
    TickingOracle oracle = null;
    List<Integer> oracleValues;
    try (TraceWriter writer = new TraceWriter(setting.accelerator, oracleTrace)) {
      oracle = new TickingOracle(setting.accelerator, program.rom(), setting.dram(), content, writer);
      oracleValues = oracle.run(script);
    }
    List<Integer> engineValues = statistics.registers();
    assertSame(setting, oracleTrace.toByteArray(), engineTrace.toByteArray());
    assertEquals(oracleValues, engineValues, "registers, seed " + setting.seed);
    int end = setting.map.end();
    assertArrayEquals(content.read(0, end), machine.content().read(0, end), "memory, seed " + setting.seed);
    // An abort clears what the engine had counted ahead.
    if (engineValues.contains(Registers.DONE) && setting.badBeat == NEVER && setting.badResponse == NEVER && script.actions().stream().noneMatch(HostScript.Pause.class::isInstance)) {
      assertArrayEquals(oracle.activity(), activity(statistics), "activity, seed " + setting.seed);
    }
    return engineValues;
  }

  private static long[] activity(RunStatistics statistics) {
    long[] sums = new long[Activity.values().length];
    statistics.layers().forEach(layer -> Arrays.setAll(sums, i -> sums[i] + layer.activity()[i]));
    return sums;
  }

  private static void assertSame(Setting setting, byte[] expected, byte[] actual) {
    if (!Arrays.equals(expected, actual)) {
      List<String> want = TraceText.lines(expected, setting.accelerator);
      List<String> have = TraceText.lines(actual, setting.accelerator);
      int at = 0;
      while (at < want.size() && at < have.size() && want.get(at).equals(have.get(at))) {
        at++;
      }
      int from = Math.max(0, at - 6);
      assertEquals(
          String.join("\n", want.subList(from, Math.min(want.size(), at + 8))),
          String.join("\n", have.subList(from, Math.min(have.size(), at + 8))),
          "seed " + setting.seed + " from line " + from + " on " + setting.accelerator);
    }
  }
}
