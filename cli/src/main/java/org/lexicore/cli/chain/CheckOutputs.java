package org.lexicore.cli.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.simulator.Machine;
import org.lexicore.simulator.Simulator;
import org.lexicore.simulator.trace.TraceSink;

/** Runs many samples through the simulator and holds every output against the reference executor's. */
public final class CheckOutputs {
  private CheckOutputs() {}

  /**
   * Compares the outputs of {@code samples}, which are shared out to as many machines as there are cores; each machine runs its own
   * one after the other without a reset.
   *
   * @param samples integers by input
   * @throws IllegalStateException naming the first sample of a machine that differs
   */
  public static void of(Deployment deployment, List<Map<String, int[]>> samples) {
    int machines = Math.min(samples.size(), Runtime.getRuntime().availableProcessors());
    try (Progress progress = Progress.of("simulating", samples.size())) {
      IntStream.range(0, machines).parallel().forEach(first -> {
        Machine machine = new Machine(deployment.accelerator(), deployment.rom());
        MemoryMap map = deployment.map();
        machine.load(deployment.program(), map);
        for (int i = first; i < samples.size(); i += machines) {
          check(deployment, machine, map, samples.get(i), i);
          progress.step();
        }
      });
    }
  }

  private static void check(Deployment deployment, Machine machine, MemoryMap map, Map<String, int[]> sample, int number) {
    List<int[]> inputs = deployment.inputs(sample);
    List<int[]> expected = deployment.expected(inputs);
    List<int[]> outputs = Simulator.run(
        machine, deployment.program(), map, deployment.accelerator(), inputs, TraceSink.NONE).outputs();
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), outputs.get(i))) {
        throw new IllegalStateException(
            deployment.network().name() + ", sample " + number + ": output " + i + " of the simulator is not the reference executor's");
      }
    }
  }
}
