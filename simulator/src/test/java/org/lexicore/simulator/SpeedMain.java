package org.lexicore.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.Waits;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.simulator.trace.TraceSink;
import org.lexicore.simulator.trace.TraceWriter;

/** Prints how fast the engine is on work of the shape and size of one ResNet-20 inference: 3 × 3 layers on tiles of 16 rows of 14 pixels. */
public final class SpeedMain {
  private static final int TILES = 60;

  private SpeedMain() {}

  public static void main(String[] arguments) {
    for (int rows : new int[] {16, 8}) {
      Accelerator accelerator = accelerator(rows);
      Program program = program(accelerator, TILES * (16 / rows) * (16 / rows));
      for (int i = 0; i < 40; i++) {
        measure(accelerator, program, TraceSink.NONE);
      }
      measure(accelerator, program, new TraceWriter(accelerator, java.io.OutputStream.nullOutputStream()));
      measure(accelerator, program, new TraceWriter(accelerator, java.io.OutputStream.nullOutputStream()));
    }
  }

  private static void measure(Accelerator accelerator, Program program, TraceSink sink) {
    MemoryMap map = MemoryMap.of(program, 0);
    Machine machine = new Machine(accelerator, program.rom());
    machine.load(program, map);
    var thread = java.lang.management.ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    RunStatistics statistics = machine.run(program, map, sink);
    double ms = (thread.getCurrentThreadCpuTime() - start) / 1e6;
    long macs = statistics.layers().get(0).multiplications();
    System.out.printf(
        "%dx%d%s: %.1f ms, %d cycles (busy %d), %.1f M multiplications, %.2f Mcycles/s%n",
        accelerator.array().rows(), accelerator.array().columns(), sink.active() ? " traced" : "", ms, statistics.cycles(),
        statistics.cycles("busy"), macs / 1e6, statistics.cycles() / ms / 1e3);
  }

  private static Accelerator accelerator(int rows) {
    return new Accelerator(
        1, "speed", new Accelerator.Array(rows, rows), 150, new Accelerator.Technology(28),
        new Accelerator.CodebookStore(Accelerator.Place.ROM, 256, 8, 1, 1, Optional.empty()),
        new Accelerator.Buffers(64, 32, 8, 16, 16, 4), new Accelerator.Postprocess(4), new Accelerator.Axi(128, 32, 8, 4),
        new Accelerator.Dram("ideal", 40, 16, 0, 1));
  }

  private static Program program(Accelerator accelerator, int tiles) {
    int rows = accelerator.array().rows();
    int word = accelerator.wordBytes();
    List<Instruction> all = new ArrayList<>();
    int pixels = 16 * 14;
    int bytes = 18 * 16 * rows;
    for (int i = 0; i < tiles; i++) {
      int half = i % 2;
      int before = Math.max(0, i - 1);
      all.add(new Instruction.Load(new Waits(0, before, 0, 0), 4, 0, 8192, 0, half * bytes / word, 1, bytes / word, 0, 0));
      all.add(new Instruction.Load(new Waits(0, before, 0, 0), 0, 0, 4096, 2, half * 128, 1, 9 * rows * rows / 8 / word, 0, 0));
      all.add(new Instruction.Compute(
          new Waits(2 * i + 2, 0, before, 0), 0, 0, 0, half, 0, 8, 8, rows, 0, half * 128, rows, half * bytes, 16, 14, 16 * rows, rows,
          3, 3, 1, 16 * rows, rows, 0, rows, rows, 0, 0, 1, 1, 18, 0, 16 * rows, 0));
      all.add(new Instruction.Drain(
          new Waits(0, i + 1, 0, before), half, 0, rows / 4, 16, 14, 1, 1, 0, 0, 0, 1, 1, 16, 14, 0, 14, 0, 0, 255, 0, 0, 0, 0, 0, 0,
          0, 0, 1, 0, 1, 0, 0, half * 8192, 14 * rows, rows));
      all.add(new Instruction.Store(new Waits(0, 0, i + 1, 0), 1, 0, half * 8192 / word, 1, pixels * rows / word, word, 0, 0));
    }
    byte[] data = new byte[1 << 16];
    new Random(1).nextBytes(data);
    byte[] rom = new byte[2048];
    new Random(2).nextBytes(rom);
    return new Program(
        "speed", all, new int[all.size()], List.of("all"), data, 1 << 16, 0, 0, List.of(), List.of(), rom, 0);
  }
}
