package org.lexicore.compiler.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lexicore.compiler.random.RandomAccelerators;
import org.lexicore.compiler.random.RandomNetworks;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.program.Program;

/** Can the checks of tokens fail at all? */
class HazardCheckTest {
  @Test
  void takingAwayAnyKindOfWaitIsCaught() {
    Set<String> caught = new TreeSet<>();
    for (int seed = 0; seed < 25; seed++) {
      Accelerator accelerator = withSmallBuffers(RandomAccelerators.draw(seed));
      try {
        tryWithout(Mapper.map(RandomNetworks.draw(seed, 12), accelerator), accelerator, caught);
      } catch (InputException e) {
        continue; // does not fit: other seeds do
      }
    }
    assertEquals(
        Set.of(
            "LOAD without COMPUTE", "LOAD without DRAIN", "LOAD without STORE", "COMPUTE without LOAD", "COMPUTE without DRAIN",
            "DRAIN without LOAD", "DRAIN without COMPUTE", "DRAIN without STORE", "STORE without DRAIN"),
        caught);
  }

  /** Parameters and residuals in as little space as there can be, so that they are overwritten. */
  private static Accelerator withSmallBuffers(Accelerator a) {
    Accelerator.Buffers b = a.buffers();
    return new Accelerator(
        1, a.name(), a.array(), a.clockMhz(), a.technology(), a.codebook(),
        new Accelerator.Buffers(b.activationsKib(), b.accumulatorsKib(), b.indicesKib(), b.resultsKib(), 1, 1), a.postprocess(),
        a.axi(), a.dram());
  }

  private static void tryWithout(Program program, Accelerator accelerator, Set<String> caught) {
    HazardCheck.check(program, accelerator);
    for (Unit waiting : Unit.values()) {
      for (Unit other : Unit.values()) {
        try {
          HazardCheck.check(without(program, waiting, other), accelerator);
        } catch (AssertionError e) {
          caught.add(waiting + " without " + other);
        }
      }
    }
  }

  private static Program without(Program p, Unit waiting, Unit other) {
    List<Instruction> instructions = new ArrayList<>();
    for (Instruction i : p.instructions()) {
      Waits w = i.waits();
      Waits fewer =
          new Waits(
              other == Unit.LOAD ? 0 : w.load(), other == Unit.COMPUTE ? 0 : w.compute(), other == Unit.DRAIN ? 0 : w.drain(),
              other == Unit.STORE ? 0 : w.store());
      instructions.add(i.unit() == waiting ? FreshenWaits.with(i, fewer) : i);
    }
    return new Program(
        p.network(), instructions, p.layerOf(), p.layers(), p.data(), p.scratchBytes(), p.inputBytes(), p.outputBytes(), p.inputs(),
        p.outputs(), p.rom(), p.macs(), p.stages());
  }

  @Test
  void aProgramWhoseInstructionsWaitForEachOtherHangs() {
    Instruction load = new Instruction.Load(new Waits(0, 0, 0, 1), 4, 1, 0, 0, 0, 1, 1, 0, 0);
    Instruction store = new Instruction.Store(new Waits(1, 0, 0, 0), 1, 0, 0, 1, 1, 4, 0, 0);
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> DeadlockCheck.check(List.of(load, store)));
    assertEquals("the program hangs after 0 of 2 instructions", e.getMessage().substring(0, 43));
  }

  @Test
  void aLaterInstructionOfAFullQueueHangsWhatWaitsForIt() {
    Instruction blocked = new Instruction.Load(new Waits(0, 0, 0, 1), 4, 1, 0, 0, 0, 1, 1, 0, 0);
    Instruction store = new Instruction.Store(Waits.NONE, 1, 0, 0, 1, 1, 4, 0, 0);
    DeadlockCheck.check(List.of(blocked, blocked, blocked, blocked, store));
    assertThrows(
        IllegalStateException.class, () -> DeadlockCheck.check(List.of(blocked, blocked, blocked, blocked, blocked, store)));
  }

  @Test
  void tokensStayWithinReachOfTheCountersHoweverLongTheProgram() {
    Instruction load = new Instruction.Load(Waits.NONE, 4, 1, 0, 0, 0, 1, 1, 0, 0);
    Instruction store = new Instruction.Store(Waits.NONE, 1, 0, 0, 1, 1, 4, 0, 0);
    List<ScheduleInstructions.Scheduled> schedule = new ArrayList<>();
    List<Instruction> stale = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      schedule.add(new ScheduleInstructions.Scheduled(load, Waits.NONE, 0, i));
      schedule.add(new ScheduleInstructions.Scheduled(store, new Waits(1, 0, 0, 0), 0, i));
      stale.add(load);
      stale.add(FreshenWaits.with(store, new Waits(1, 0, 0, 0)));
    }
    DeadlockCheck.check(new FreshenWaits().apply(schedule));
    assertThrows(IllegalStateException.class, () -> DeadlockCheck.check(stale));
  }
}
