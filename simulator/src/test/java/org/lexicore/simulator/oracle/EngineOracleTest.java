package org.lexicore.simulator.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.HostScript;
import org.lexicore.simulator.IdealDram;
import org.lexicore.simulator.DramContent;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.random.RandomAccelerator;
import org.lexicore.simulator.random.RandomProgram;
import org.lexicore.simulator.trace.TraceWriter;

/** Does the engine do what the page says, in every cycle? */
class EngineOracleTest {
  @Test
  void theEngineAgreesWithTheTickingOracleInEveryCycleOfRandomPrograms() {
    int cases = 0;
    int first = Integer.getInteger("lexicore.seed", 0);
    int count = Integer.getInteger("lexicore.cases", 150);
    for (int seed = first; seed < first + count; seed++) {
      compare(seed, 30);
      cases++;
    }
    assertEquals(count, cases);
  }

  private static void compare(int seed, int jobs) {
    Accelerator accelerator = RandomAccelerator.of(seed);
    Program program = RandomProgram.of(accelerator, seed, jobs);
    MemoryMap map = MemoryMap.of(program, 0x1000);
    HostScript script = HostScript.inference(map, program.instructions().size());

    ByteArrayOutputStream engineTrace = new ByteArrayOutputStream();
    Machine machine = new Machine(accelerator, program.rom());
    machine.load(program, map);
    List<Integer> engineValues;
    try (TraceWriter writer = new TraceWriter(accelerator, engineTrace)) {
      engineValues = machine.run(script, program.layerOf(), program.layers().size(), writer).registers();
    }

    DramContent content = new DramContent();
    content.write(map.program(), program.instructionBytes());
    content.write(map.data(), program.data());
    ByteArrayOutputStream oracleTrace = new ByteArrayOutputStream();
    List<Integer> oracleValues;
    try (TraceWriter writer = new TraceWriter(accelerator, oracleTrace)) {
      oracleValues = new TickingOracle(accelerator, program.rom(), new IdealDram(accelerator), content, writer).run(script);
    }
    assertSame(seed, accelerator, oracleTrace.toByteArray(), engineTrace.toByteArray());
    assertEquals(oracleValues, engineValues, "registers, seed " + seed);
    assertEquals(true, Arrays.equals(content.read(0, map.end()), machine.content().read(0, map.end())), "memory, seed " + seed);
  }

  private static void assertSame(int seed, Accelerator accelerator, byte[] expected, byte[] actual) {
    if (!Arrays.equals(expected, actual)) {
      List<String> want = TraceText.lines(expected, accelerator);
      List<String> have = TraceText.lines(actual, accelerator);
      int at = 0;
      while (at < want.size() && at < have.size() && want.get(at).equals(have.get(at))) {
        at++;
      }
      int from = Math.max(0, at - 6);
      assertEquals(
          String.join("\n", want.subList(from, Math.min(want.size(), at + 8))),
          String.join("\n", have.subList(from, Math.min(have.size(), at + 8))),
          "seed " + seed + " from line " + from + " on " + accelerator);
    }
  }
}
