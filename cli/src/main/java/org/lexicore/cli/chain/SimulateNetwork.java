package org.lexicore.cli.chain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.cli.chain.Occasions.Occasion;
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
    Deployment first = occasions.inOrder().getFirst().deployment();
    Machine machine = new Machine(first.accelerator(), first.rom());
    Map<String, Result> results = new LinkedHashMap<>();
    for (Occasion occasion : occasions.inOrder()) {
      Result result = run(machine, occasion);
      occasion.name().ifPresent(name -> results.put(name, result));
    }
    return results;
  }

  private static Result run(Machine machine, Occasion occasion) {
    // The host writes each program over the one before; the chip's memories keep what they hold.
    Deployment next = occasion.deployment();
    MemoryMap map = next.map();
    machine.load(next.program(), map);
    Simulator.Inference inference =
        Simulator.run(machine, next.program(), map, next.accelerator(), occasion.inputs(), TraceSink.NONE);
    List<int[]> expected = occasion.expected();
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), inference.outputs().get(i))) {
        throw new IllegalStateException(next.network().name() + ": output " + i + " of the simulator is not the reference executor's");
      }
    }
    return inference.result();
  }
}
