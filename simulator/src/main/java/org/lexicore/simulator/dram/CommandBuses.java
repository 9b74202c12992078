package org.lexicore.simulator.dram;

import org.lexicore.model.dram.DramTiming.CommandBus;

/** Until when the command bus is taken; or both, where row and column commands have one each. */
final class CommandBuses {
  private final CommandBus bus;
  private long rowFree;
  private long columnFree;

  CommandBuses(CommandBus bus) {
    this.bus = bus;
  }

  /** First cycle from {@code cycle} on in which a row command can go out. */
  long row(long cycle) {
    return Math.max(cycle, rowFree);
  }

  /** First cycle from {@code cycle} on in which a column command can go out. */
  long column(long cycle) {
    return Math.max(cycle, columnFree);
  }

  /** {@code command} goes out in {@code cycle}. */
  void take(DramCommand command, long cycle) {
    if (command.column()) {
      columnFree = cycle + bus.column();
      rowFree = bus.split() ? rowFree : columnFree;
    } else {
      rowFree = cycle + (command == DramCommand.ACTIVATE ? bus.activate() : bus.precharge());
      columnFree = bus.split() ? columnFree : rowFree;
    }
  }
}
