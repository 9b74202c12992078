package org.lexicore.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.dram.DramStatistics;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;
import org.lexicore.simulator.trace.TraceSink;
import org.lexicore.simulator.trace.TraceWriter;

/** Do random programs run to their end, with counters that add up, alike with and without a trace, and without arithmetic? */
class RandomProgramTest {
  @Test
  void tracedAndFastRunsGiveTheSameCountersAndTheSameMemory() {
    int cases = 0;
    for (int seed = 0; seed < 60; seed++) {
      Accelerator accelerator = RandomAccelerator.of(seed);
      Program program = RandomProgram.of(accelerator, seed, 40);
      MemoryMap map = MemoryMap.of(program, 0);
      Machine fast = machine(accelerator, program, map);
      Machine traced = machine(accelerator, program, map);
      RunStatistics first = fast.run(program, map, TraceSink.NONE);
      RunStatistics second;
      try (TraceWriter writer = new TraceWriter(accelerator, new ByteArrayOutputStream())) {
        second = traced.run(program, map, writer);
      }
      assertEquals(first.registers(), second.registers(), "seed " + seed);
      assertEquals(first.cycles(), registers(first, "CYCLES"), "the causes add up, seed " + seed);
      assertTrue(java.util.Arrays.equals(
          fast.content().read(0, map.end()), traced.content().read(0, map.end())), "seed " + seed);
      cases++;
    }
    assertEquals(60, cases);
  }

  @Test
  void aRunWithoutArithmeticGivesTheVerySameStatistics() {
    int cases = 0;
    int timedMemories = 0;
    for (int seed = 0; seed < 150; seed++) {
      Accelerator accelerator = RandomAccelerator.of(seed);
      Program program = RandomProgram.of(accelerator, seed, 40);
      MemoryMap map = MemoryMap.of(program, 0);
      RunStatistics exact = machine(accelerator, program, map).run(program, map, TraceSink.NONE);
      RunStatistics timed = machine(accelerator, program, map).time(program, map);
      assertEquals(exact.registers(), timed.registers(), "seed " + seed);
      for (int layer = 0; layer < exact.layers().size(); layer++) {
        RunStatistics.Layer expected = exact.layers().get(layer);
        RunStatistics.Layer actual = timed.layers().get(layer);
        assertArrayEquals(expected.causes(), actual.causes(), "seed " + seed);
        assertArrayEquals(expected.bytes(), actual.bytes(), "seed " + seed);
        assertEquals(expected.multiplications(), actual.multiplications(), "seed " + seed);
      }
      assertEquals(exact.dram().map(DramStatistics::counts), timed.dram().map(DramStatistics::counts), "seed " + seed);
      timedMemories += exact.dram().isPresent() ? 1 : 0;
      cases++;
    }
    assertEquals(150, cases);
    assertTrue(timedMemories > 20, "memories that count: " + timedMemories);
  }

  private static Machine machine(Accelerator accelerator, Program program, MemoryMap map) {
    Machine machine = new Machine(accelerator, program.rom());
    machine.load(program, map);
    return machine;
  }

  private static long registers(RunStatistics statistics, String name) {
    List<Registers.Register> readable =
        Registers.all().stream().filter(r -> r.access() != Registers.Access.WRITE).toList();
    long value = 0;
    for (int i = 0; i < readable.size(); i++) {
      if (readable.get(i).name().equals(name + "_LOW")) {
        value |= Integer.toUnsignedLong(statistics.registers().get(i));
      } else if (readable.get(i).name().equals(name + "_HIGH")) {
        value |= (long) statistics.registers().get(i) << 32;
      }
    }
    return value;
  }
}
