package org.lexicore.cli.chain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.result.Result;
import org.lexicore.reports.Inference;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.Simulator;
import org.lexicore.simulator.trace.TraceSink;

/**
 * Simulates the occasions that an accelerator meets, one after the other on one machine: the first inference after the reset, the
 * next of the same network, and one after another network has run.
 */
public final class SimulateNetwork {
  private final Deployment deployment;
  private final Machine machine;
  private final Map<String, Result> results = new LinkedHashMap<>();

  private SimulateNetwork(Deployment deployment) {
    this.deployment = deployment;
    this.machine = new Machine(deployment.accelerator(), deployment.rom());
  }

  /**
   * The result of each occasion, by the names in {@link Inference}.
   *
   * @param sample integers by input
   * @param other another network on the same accelerator, for the occasion {@link Inference#SWITCHED}
   * @throws IllegalStateException if an output is not what the reference executor says
   */
  public static Map<String, Result> run(Deployment deployment, Map<String, int[]> sample, Optional<Deployment> other) {
    List<int[]> inputs = deployment.inputs(sample);
    List<int[]> expected = deployment.expected(sample);
    SimulateNetwork simulate = new SimulateNetwork(deployment);
    return simulate.occasions(other, next -> simulate.checked(next, inputs, expected));
  }

  /** As {@link #run}, but without arithmetic: cycles, traffic and stalls, no outputs. */
  public static Map<String, Result> time(Deployment deployment, Optional<Deployment> other) {
    SimulateNetwork simulate = new SimulateNetwork(deployment);
    return simulate.occasions(other, simulate::time);
  }

  private Map<String, Result> occasions(Optional<Deployment> other, Function<Deployment, Result> run) {
    try (Progress progress = Progress.of("simulating", other.isPresent() ? 3 : 2)) {
      results.put(Inference.FIRST, run.apply(deployment));
      progress.step();
      Deployment again = deployment.after(deployment.mapping().after());
      results.put(Inference.STEADY, run.apply(again));
      progress.step();
      if (other.isPresent()) {
        Deployment next = other.get().after(again.mapping().after());
        time(next);
        results.put(Inference.SWITCHED, run.apply(deployment.after(next.mapping().after())));
        progress.step();
      }
      return results;
    }
  }

  private Result checked(Deployment next, List<int[]> inputs, List<int[]> expected) {
    MemoryMap map = load(next);
    Simulator.Inference inference = Simulator.run(machine, next.program(), map, next.accelerator(), inputs, TraceSink.NONE);
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), inference.outputs().get(i))) {
        throw new IllegalStateException(next.network().name() + ": output " + i + " of the simulator is not the reference executor's");
      }
    }
    return inference.result();
  }

  private Result time(Deployment next) {
    return Simulator.time(machine, next.program(), load(next), next.accelerator());
  }

  /** The host writes each program over the one before; the chip's memories keep what they hold. */
  private MemoryMap load(Deployment next) {
    MemoryMap map = next.map();
    machine.load(next.program(), map);
    return map;
  }
}
