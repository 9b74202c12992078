package org.lexicore.testbenches;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lexicore.model.program.MemoryMap;
import org.lexicore.model.program.Program;
import org.lexicore.model.program.TensorPlacement;

/**
 * One run of a program.
 *
 * @param map where its regions lie
 * @param inputs integers of each input of the network, channel-major (CHW)
 * @param outputs integers that each output of the network must have, from an independent reference; empty if there is none
 */
public record Inference(Program program, MemoryMap map, List<int[]> inputs, List<int[]> outputs) {
  private static final int ORIGIN = 4096;

  public Inference {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (inputs.size() != program.inputs().size()) {
      throw new IllegalArgumentException(inputs.size() + " inputs for " + program.inputs().size());
    }
  }

  /** A run with the regions one after the other, and no reference. */
  public static Inference of(Program program, List<int[]> inputs) {
    return new Inference(program, MemoryMap.of(program, ORIGIN), inputs, List.of());
  }

  /** A run with seeded noise as input: every value that the tensors' types have. */
  public static Inference noise(Program program, long seed) {
    Random random = new Random(seed);
    List<int[]> inputs = new ArrayList<>();
    for (TensorPlacement placement : program.inputs()) {
      int lowest = placement.tensor().lowest();
      int highest = placement.tensor().highest();
      inputs.add(random.ints(placement.tensor().shape().size(), lowest, highest + 1).toArray());
    }
    return of(program, inputs);
  }

  /** The same run with the outputs that it must have. */
  public Inference expecting(List<int[]> expected) {
    return new Inference(program, map, inputs, expected);
  }
}
