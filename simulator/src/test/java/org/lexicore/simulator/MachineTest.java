package org.lexicore.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.random.IllegalProgram;
import org.lexicore.simulator.random.RandomProgram;
import org.lexicore.simulator.trace.TraceSink;

/** Does a machine keep what it should from run to run, and refuse what it must? */
class MachineTest {
  private static Accelerator accelerator(CodebookStore.Kind place) {
    return new Accelerator(
        1, "test", new Accelerator.Array(8, 8), 100, new Accelerator.Technology(28),
        place.apply(new CodebookStore.Capacity(16, 4, 2, 1)), new Accelerator.Buffers(2, 2, 1, 1, 1, 1),
        new Accelerator.Postprocess(4), new Accelerator.Axi(64, 32, 4, 2), new Accelerator.Dram.Ideal(12, 8, 10, 5));
  }

  private static byte[] output(Machine machine, Program program, MemoryMap map) {
    return machine.content().read(map.scratch(), map.end() - map.scratch());
  }

  @Test
  void programsTakingTurnsLeaveWhatEachLeavesAlone() {
    Accelerator accelerator = accelerator(CodebookStore.Kind.SRAM);
    Program first = RandomProgram.of(accelerator, 1, 60);
    Program second = RandomProgram.of(accelerator, 2, 60);
    MemoryMap firstMap = MemoryMap.of(first, 0x4000);
    MemoryMap secondMap = MemoryMap.of(second, firstMap.end());
    Machine shared = new Machine(accelerator, new byte[0]);
    shared.load(first, firstMap);
    shared.load(second, secondMap);
    for (int turn = 0; turn < 3; turn++) {
      for (Program program : List.of(first, second)) {
        MemoryMap map = program == first ? firstMap : secondMap;
        Machine alone = new Machine(accelerator, new byte[0]);
        alone.load(program, map);
        for (int i = 0; i <= turn; i++) {
          alone.run(program, map, TraceSink.NONE);
        }
        shared.run(program, map, TraceSink.NONE);
        assertArrayEquals(output(alone, program, map), output(shared, program, map), "turn " + turn);
      }
    }
    assertTrue(shared.cycle() > 0);
  }

  @Test
  void aRunTakesTheSameCyclesAtAnyTime() {
    Accelerator accelerator = accelerator(CodebookStore.Kind.ROM);
    Program program = RandomProgram.of(accelerator, 3, 40);
    MemoryMap map = MemoryMap.of(program, 0);
    Machine machine = new Machine(accelerator, program.rom());
    machine.load(program, map);
    RunStatistics first = machine.run(program, map, TraceSink.NONE);
    assertEquals(first.registers(), machine.run(program, map, TraceSink.NONE).registers());
  }

  @Test
  void theRegistersReadWhatTheStatisticsSay() {
    Accelerator accelerator = accelerator(CodebookStore.Kind.ROM);
    Program program = RandomProgram.of(accelerator, 4, 80);
    MemoryMap map = MemoryMap.of(program, 0);
    Machine machine = new Machine(accelerator, program.rom());
    machine.load(program, map);
    RunStatistics statistics = machine.run(program, map, TraceSink.NONE);
    List<Registers.Register> readable =
        Registers.all().stream().filter(r -> r.access() != Registers.Access.WRITE).toList();
    int compared = 0;
    for (int i = 0; i < readable.size(); i++) {
      String name = readable.get(i).name();
      for (Traffic traffic : Traffic.values()) {
        if (name.equals("BYTES_" + traffic.name() + "_LOW")) {
          assertEquals(statistics.bytes(traffic), (int) statistics.registers().get(i), name);
          compared++;
        }
      }
      for (String cause : Registers.CYCLE_CAUSES) {
        if (name.equalsIgnoreCase("CYCLES_" + cause + "_LOW")) {
          assertEquals(statistics.cycles(cause), (int) statistics.registers().get(i), name);
          compared++;
        }
      }
      if (name.equals("CYCLES_LOW")) {
        assertEquals(statistics.cycles(), (int) statistics.registers().get(i));
        compared++;
      }
    }
    assertEquals(14, compared);
    assertEquals(64L * program.instructions().size(), statistics.bytes(Traffic.INSTRUCTIONS));
  }

  @Test
  void aProgramForAnotherRomIsRefused() {
    Accelerator accelerator = accelerator(CodebookStore.Kind.ROM);
    Program program = RandomProgram.of(accelerator, 5, 1);
    byte[] other = program.rom().clone();
    other[3]++;
    Machine machine = new Machine(accelerator, other);
    InputException refused = assertThrows(InputException.class, () -> machine.load(program, MemoryMap.of(program, 0)));
    assertEquals(
        "random: its codebook is not the one in the accelerator's ROM; give codebook.content the codebook that the network was"
            + " compressed with",
        refused.getMessage());
    InputException large = assertThrows(InputException.class, () -> new Machine(accelerator, new byte[65]));
    assertEquals(
        "codebook.content: 65 bytes of codewords do not fit a ROM of 64; raise codebook.entries", large.getMessage());
  }

  @Test
  void anIllegalInstructionIsToldFromWithItsField() {
    Accelerator accelerator = accelerator(CodebookStore.Kind.ROM);
    Program sound = RandomProgram.of(accelerator, 6, 40);
    InstructionSet.Placed words =
        InstructionSet.fields(Unit.STORE).stream().filter(field -> field.name().equals("words")).findFirst().orElseThrow();
    Program spoilt = IllegalProgram.of(sound, Unit.STORE, words, accelerator.wordBytes(), new Random(1));
    MemoryMap map = MemoryMap.of(spoilt, 0);
    Machine machine = new Machine(accelerator, spoilt.rom());
    machine.load(spoilt, map);
    IllegalStateException told = assertThrows(IllegalStateException.class, () -> machine.run(spoilt, map, TraceSink.NONE));
    assertTrue(
        told.getMessage().matches("random: STATUS is 16 after a run: instruction \\d+ is illegal: words is 0 in Store.*"), told.getMessage());
    machine.load(sound, map);
    machine.run(sound, map, TraceSink.NONE);
  }

  @Test
  void aProgramThatWaitsForeverIsToldFrom() {
    Accelerator accelerator = accelerator(CodebookStore.Kind.NONE);
    Instruction.Store stuck = new Instruction.Store(new Waits(0, 1, 0, 0), 1, 0, 0, 1, 1, 8, 0, 0);
    Program program =
        new Program(
            "stuck", List.of(stuck), new int[1], List.of("only"), new byte[0], 64, 0, 0, List.of(), List.of(), new byte[0], 0);
    MemoryMap map = MemoryMap.of(program, 0);
    Machine machine = new Machine(accelerator, new byte[0]);
    machine.load(program, map);
    IllegalStateException told = assertThrows(IllegalStateException.class, () -> machine.run(program, map, TraceSink.NONE));
    assertTrue(
        told.getMessage().endsWith(
            "nothing moves: 1 of 1 instructions dispatched; load: waits for instructions, 0 retired; compute: waits for instructions, 0 retired;"
                + " drain: waits for instructions, 0 retired; store: instruction 0 waits for compute to retire 1, which has retired 0"),
        told.getMessage());
  }
}
