package org.lexicore.cli.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.lexicore.cli.chain.Occasions.Occasion;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.result.Result;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.Simulator;
import org.lexicore.simulator.trace.TraceSink;

/** Simulates the occasions that an accelerator meets, one after the other on one machine. */
public final class SimulateNetwork {
  private SimulateNetwork() {}

  /**
   * The result of each named occasion.
   *
   * @throws IllegalStateException if an output is not what the reference executor says
   * @throws org.lexicore.model.InputException if the ROM does not hold the codebook of one of the networks
   */
  public static Map<String, Result> run(Occasions occasions) {
    return occasions.named(each(occasions));
  }

  /** As {@link #run(Occasions)}, the results of all, named or not, in their order. */
  public static List<Result> each(Occasions occasions) {
    ExpectedOutputs expected = new ExpectedOutputs(occasions);
    return inOrder(occasions, (machine, occasion) -> run(machine, occasion, expected));
  }

  /** As {@link #run}, but without arithmetic: cycles, traffic and stalls, no outputs. */
  public static Map<String, Result> time(Occasions occasions) {
    return occasions.named(inOrder(occasions, SimulateNetwork::time));
  }

  private static List<Result> inOrder(Occasions occasions, BiFunction<Machine, Occasion, Result> simulate) {
    Deployment first = occasions.inOrder().getFirst().deployment();
    Machine machine = new Machine(first.accelerator(), first.rom());
    List<Result> results = new ArrayList<>();
    try (Progress progress = Progress.of("simulating", occasions.inOrder().size())) {
      for (Occasion occasion : occasions.inOrder()) {
        results.add(simulate.apply(machine, occasion));
        progress.step();
      }
    }
    return results;
  }

  private static Result run(Machine machine, Occasion occasion, ExpectedOutputs all) {
    Deployment next = occasion.deployment();
    MemoryMap map = load(machine, next);
    Simulator.Inference inference =
        Simulator.run(machine, next.program(), map, next.accelerator(), occasion.inputs(), TraceSink.NONE);
    List<int[]> expected = all.of(occasion);
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), inference.outputs().get(i))) {
        throw new IllegalStateException(next.network().name() + ": output " + i + " of the simulator is not the reference executor's");
      }
    }
    return inference.result();
  }

  private static Result time(Machine machine, Occasion occasion) {
    Deployment next = occasion.deployment();
    return Simulator.time(machine, next.program(), load(machine, next), next.accelerator());
  }

  /** The host writes each program over the one before; the chip's memories keep what they hold. */
  private static MemoryMap load(Machine machine, Deployment next) {
    MemoryMap map = next.map();
    machine.load(next.program(), map);
    return map;
  }
}
