package org.lexicore.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.random.Feature;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;
import org.lexicore.simulator.trace.TraceSink;

/** Does the program that travels with the Verilog make every accelerator do all it can? */
class FeatureTest {
  private static final int ACCELERATORS = 40;

  @Test
  void everyFeatureOfEveryAcceleratorAppears() {
    int features = 0;
    HashSet<String> places = new HashSet<>();
    for (int seed = 0; seed < ACCELERATORS; seed++) {
      Accelerator accelerator = RandomAccelerator.of(seed);
      Program program = RandomProgram.showingAll(accelerator, seed, new byte[0]);
      List<Feature> all = Feature.of(accelerator);
      assertEquals(all.size(), all.stream().map(Feature::name).distinct().count(), "each name once");
      assertEquals(List.of(), Feature.missing(accelerator, program), accelerator.toString());
      for (Unit unit : Unit.values()) {
        assertTrue(program.instructions().stream().filter(i -> i.unit() == unit).count() >= RandomProgram.PER_UNIT, unit.name());
      }
      features += all.size();
      places.add(accelerator.codebook().word());
    }
    assertEquals(CodebookStore.Kind.ALL.size(), places.size());
    assertTrue(features > 80 * ACCELERATORS, features + " features");
  }

  /** The fields of what an issue asked for by name, read anew from the instructions. */
  @Test
  void theFeaturesAreWhatTheirNamesSay() {
    Accelerator accelerator = RandomAccelerator.of(1);
    List<String> names = Feature.of(accelerator).stream().map(Feature::name).toList();
    for (String name : List.of("an int8 residual", "a uint8 residual", "dilation", "a wide gap in front", "an average that is negative",
        "a maximum with padding above", "a diagonal", "int8 weights", "a last word of 1 bytes", "an average that leaves 16 bits")) {
      assertTrue(names.contains(name), name);
    }
  }

  /** Whoever counts such cycles for the drain, or not at all, is found. */
  @Test
  void aComputeWaitsForAStoreAlone() {
    int store = Registers.CYCLE_CAUSES.indexOf("store");
    for (int seed = 0; seed < ACCELERATORS; seed++) {
      Accelerator accelerator = RandomAccelerator.of(seed);
      Program program = RandomProgram.showingAll(accelerator, seed, new byte[0]);
      MemoryMap map = MemoryMap.of(program, 0);
      Machine machine = new Machine(accelerator, program.rom());
      machine.load(program, map);
      long cycles = machine.time(program, map).layers().stream().mapToLong(layer -> layer.causes()[store]).sum();
      assertTrue(cycles > 0, accelerator.toString());
    }
  }

  @Test
  void itRunsToItsEndWithoutDependingOnTheMemory() {
    Accelerator accelerator = RandomAccelerator.of(3);
    Program program = RandomProgram.showingAll(accelerator, 3, new byte[0]);
    MemoryMap map = MemoryMap.of(program, 0);
    Machine machine = new Machine(accelerator, program.rom());
    machine.load(program, map);
    assertTrue(machine.run(program, map, TraceSink.NONE).cycles() > 1000);
    assertEquals(Optional.empty(), accelerator.codebook().content());
  }
}
