package org.lexicore.simulator.dram;

import java.util.function.IntFunction;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;

/** Runs a trace: one access is offered each cycle of the command clock, in order, while its queue has room. */
public final class TraceRun {
  private final DramTrace trace;
  private final DramSystem memory;
  private int next;
  private long cycle;

  /** A run of {@code trace}; {@code commands} listens to the commands of each channel. */
  public TraceRun(DramStandard standard, ControllerSettings settings, DramTrace trace, IntFunction<CommandTrace> commands) {
    this.trace = trace;
    this.memory = new DramSystem(standard, settings, (tag, done) -> {}, commands);
  }

  /** Accesses not offered yet. */
  public int left() {
    return trace.size() - next;
  }

  /** Offers {@code count} accesses, or all that are left. */
  public void offer(int count) {
    for (int end = next + Math.min(count, left()); next < end; next++) {
      long address = trace.address(next);
      boolean write = trace.write(next);
      Controller channel = memory.channel(address);
      channel.run(cycle + 1);
      while (!channel.hasRoom(write)) {
        cycle = channel.next();
        channel.run(cycle + 1);
      }
      memory.enqueue(channel, cycle, write, address, next);
      cycle++;
    }
  }

  /** Serves what waits, and says what was counted from the first access offered to the last data. */
  public DramStatistics finish() {
    while (memory.next() < Long.MAX_VALUE) {
      memory.run(memory.next() + 1);
    }
    return memory.statistics(memory.lastData());
  }
}
