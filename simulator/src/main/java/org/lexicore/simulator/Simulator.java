package org.lexicore.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.model.result.Result;
import org.lexicore.simulator.trace.TraceSink;

/** Runs single inferences on a fresh machine; {@link Machine} is for more. */
public final class Simulator {
  private Simulator() {}

  /**
   * An inference.
   *
   * @param outputs of the network, in its order: integers, channel-major (CHW)
   */
  public record Inference(Result result, List<int[]> outputs) {
    public Inference {
      outputs = List.copyOf(outputs);
    }
  }

  /** One inference without a trace, with the program's own ROM content, memory from address 0 on. */
  public static Inference run(Program program, Accelerator accelerator, List<int[]> inputs) {
    return run(program, MemoryMap.of(program, 0), accelerator, program.rom(), inputs, TraceSink.NONE);
  }

  /**
   * One inference on a fresh machine.
   *
   * @param rom what the accelerator's ROM holds
   * @param inputs of the network, in its order: integers, channel-major (CHW)
   * @throws org.lexicore.model.InputException if the ROM does not hold the program's codebook
   */
  public static Inference run(
      Program program, MemoryMap map, Accelerator accelerator, byte[] rom, List<int[]> inputs, TraceSink sink) {
    Machine machine = new Machine(accelerator, rom);
    machine.load(program, map);
    return run(machine, program, map, accelerator, inputs, sink);
  }

  /** One inference on a machine in which {@code program} was loaded at {@code map}. */
  public static Inference run(
      Machine machine, Program program, MemoryMap map, Accelerator accelerator, List<int[]> inputs, TraceSink sink) {
    for (int i = 0; i < inputs.size(); i++) {
      machine.writeInput(program, map, i, inputs.get(i));
    }
    RunStatistics statistics = machine.run(program, map, sink);
    List<int[]> outputs = new ArrayList<>();
    for (int i = 0; i < program.outputs().size(); i++) {
      outputs.add(machine.readOutput(program, map, i));
    }
    return new Inference(Results.of(program, accelerator, statistics, Optional.of(outputs)), outputs);
  }

  /** The result of an inference as {@link #run} gives it, but for the outputs: without its arithmetic, which no cycle depends on. */
  public static Result time(Machine machine, Program program, MemoryMap map, Accelerator accelerator) {
    return Results.of(program, accelerator, machine.time(program, map), Optional.empty());
  }
}
