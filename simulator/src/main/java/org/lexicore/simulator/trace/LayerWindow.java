package org.lexicore.simulator.trace;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lexicore.model.instruction.Unit;
import org.lexicore.model.program.Program;

/** Finds the cycles in which one layer is computed: from the first issue of its compute instructions to the last retirement. */
public final class LayerWindow extends NoTrace {
  private static final int COMPUTE = 1 << Unit.COMPUTE.ordinal();

  private final List<Boolean> mine;
  private int issued;
  private int retired;
  private long from = -1;
  private long to = -1;

  /** Looks for layer {@code number} of {@code program}. */
  public LayerWindow(Program program, int number) {
    mine = IntStream.range(0, program.instructions().size())
        .filter(i -> program.instructions().get(i).unit() == Unit.COMPUTE)
        .mapToObj(i -> program.layerOf()[i] == number)
        .toList();
  }

  /** The cycles that were found; none of a layer that the array does not compute. */
  public Optional<CycleWindow> window() {
    return to < 0 ? Optional.empty() : Optional.of(new CycleWindow(from, to));
  }

  @Override
  public void issue(long cycle, int units) {
    if ((units & COMPUTE) != 0 && mine.get(issued++) && from < 0) {
      from = cycle;
    }
  }

  @Override
  public void retire(long cycle, int units) {
    if ((units & COMPUTE) != 0 && mine.get(retired++)) {
      to = cycle + 1;
    }
  }
}
