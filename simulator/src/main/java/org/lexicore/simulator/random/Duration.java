package org.lexicore.simulator.random;

import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.timing.Latencies;

/** About how many cycles an instruction keeps its unit, to choose short ones. */
final class Duration {
  private Duration() {}

  static long of(Instruction instruction, Accelerator accelerator) {
    return switch (instruction) {
      case Instruction.Load load -> (long) load.segments() * load.words();
      case Instruction.Store store -> (long) store.segments() * store.words();
      case Instruction.Drain drain ->
          (long) drain.outputsY() * drain.outputsX() * drain.groups() * drain.windowY() * drain.windowX();
      case Instruction.Compute compute -> passes(compute) * Math.max(Latencies.MINIMUM_PASS, Math.max(pixels(compute), steps(compute, accelerator)));
    };
  }

  /** Steps of the longest pass that there can be. */
  static long mostSteps(Accelerator accelerator) {
    int rows = accelerator.array().rows();
    int columns = accelerator.array().columns();
    long plain = (long) rows / accelerator.plainGroupBytes() * columns;
    int ports = accelerator.codebook().ports();
    return !accelerator.codebook().isPresent() ? plain : Math.max(plain, (long) rows * ((columns + ports - 1) / ports));
  }

  static long pixels(Instruction.Compute compute) {
    return (long) compute.pixelsY() * compute.pixelsX();
  }

  static long passes(Instruction.Compute compute) {
    int longest = Math.max(compute.segment(), compute.lastSegment()) + compute.lead();
    return (long) compute.kernelY() * compute.kernelX() * compute.blocks() * ((longest + compute.rowsPerPass() - 1) / compute.rowsPerPass());
  }

  static long steps(Instruction.Compute compute, Accelerator accelerator) {
    int groups = compute.rowsPerPass() / compute.codeword();
    int columnSteps = compute.weights().columnSteps(compute.columns(), accelerator.codebook().ports());
    return (long) groups * columnSteps;
  }
}
