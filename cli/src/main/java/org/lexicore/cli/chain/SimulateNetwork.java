package org.lexicore.cli.chain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.compiler.map.StoreContent;
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
    return new SimulateNetwork(deployment).occasions(sample, other);
  }

  private Map<String, Result> occasions(Map<String, int[]> sample, Optional<Deployment> other) {
    List<int[]> inputs = deployment.inputs(sample);
    List<int[]> expected = deployment.expected(sample);
    results.put(Inference.FIRST, run(deployment, inputs, expected));
    Deployment again = deployment.after(deployment.mapping().after());
    results.put(Inference.STEADY, run(again, inputs, expected));
    if (other.isPresent()) {
      StoreContent left = runOther(other.get(), again.mapping().after());
      results.put(Inference.SWITCHED, run(deployment.after(left), inputs, expected));
    }
    return results;
  }

  private StoreContent runOther(Deployment other, StoreContent before) {
    Deployment next = other.after(before);
    List<int[]> zeros = next.program().inputs().stream().map(input -> new int[input.tensor().shape().size()]).toList();
    simulate(next, zeros);
    return next.mapping().after();
  }

  private Result run(Deployment next, List<int[]> inputs, List<int[]> expected) {
    Simulator.Inference inference = simulate(next, inputs);
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), inference.outputs().get(i))) {
        throw new IllegalStateException(next.network().name() + ": output " + i + " of the simulator is not the reference executor's");
      }
    }
    return inference.result();
  }

  private Simulator.Inference simulate(Deployment next, List<int[]> inputs) {
    // The host writes each program over the one before; the chip's memories keep what they hold.
    MemoryMap map = next.map();
    machine.load(next.program(), map);
    return Simulator.run(machine, next.program(), map, next.accelerator(), inputs, TraceSink.NONE);
  }
}
