package org.lexicore.simulator.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.PagePolicy;

/**
 * The controller as its description reads, cycle by cycle and without any bookkeeping of its own about timing: in each cycle it
 * asks the checker of each command that it would like to send whether it breaks a rule.
 */
final class TickingController {
  private static final class Waiting {
    final boolean write;
    final long line;
    final int rank;
    final int bank;
    final int row;
    final long tag;

    Waiting(boolean write, long line, int rank, int bank, int row, long tag) {
      this.write = write;
      this.line = line;
      this.rank = rank;
      this.bank = bank;
      this.row = row;
      this.tag = tag;
    }
  }

  private final DramStandard standard;
  private final ControllerSettings settings;
  private final Controller.Completion completion;
  private final CommandTrace trace;
  private final TimingChecker rules;
  private final List<Waiting> reads = new ArrayList<>();
  private final List<Waiting> writes = new ArrayList<>();
  private final List<Waiting> opened = new ArrayList<>();
  private final int[][] rows;
  private boolean writing;
  private int refreshing = -1;
  private long refreshesBegun;

  TickingController(DramStandard standard, ControllerSettings settings, Controller.Completion completion, CommandTrace trace) {
    this.standard = standard;
    this.settings = settings;
    this.completion = completion;
    this.trace = trace;
    this.rules = new TimingChecker(standard.timing(), standard.organisation(), settings.ranks());
    this.rows = new int[settings.ranks()][standard.organisation().rankBanks()];
    for (int[] rank : rows) {
      Arrays.fill(rank, -1);
    }
  }

  boolean hasRoom(boolean write) {
    return write ? writes.size() < settings.writeQueue() : reads.size() < settings.readQueue();
  }

  void enqueue(long cycle, boolean write, long line, int bank, int row, long tag) {
    boolean held = writes.stream().anyMatch(one -> one.line == line) || opened.stream().anyMatch(one -> one.write && one.line == line);
    if (held) {
      if (!write) {
        completion.read(tag, cycle + 1);
      }
      return;
    }
    int rankBanks = standard.organisation().rankBanks();
    (write ? writes : reads).add(new Waiting(write, line, bank / rankBanks, bank % rankBanks, row, tag));
  }

  void tick(long cycle) {
    int filling = 100 * writes.size();
    if (writing) {
      writing = reads.isEmpty() || filling >= settings.writeLowPercent() * settings.writeQueue();
    } else {
      writing = reads.isEmpty() || filling > settings.writeHighPercent() * settings.writeQueue();
    }
    long due = (refreshesBegun + 1) * standard.timing().refreshInterval() / settings.ranks();
    if (settings.refresh() && refreshing == -1 && cycle >= due) {
      refreshing = (int) (refreshesBegun % settings.ranks());
      refreshesBegun++;
    }
    boolean again;
    do {
      again = sendOpened(cycle) || sendRefresh(cycle) || sendWaiting(cycle);
    } while (again && standard.timing().bus().split());
  }

  private boolean sendOpened(long cycle) {
    for (Waiting one : opened) {
      if (legal(cycle, column(one), one)) {
        opened.remove(one);
        access(cycle, one);
        return true;
      }
    }
    return false;
  }

  private boolean sendRefresh(long cycle) {
    if (refreshing == -1) {
      return false;
    }
    boolean open = false;
    for (int row : rows[refreshing]) {
      open |= row != -1;
    }
    if (open && opened.stream().anyMatch(one -> one.rank == refreshing)) {
      return false;
    }
    DramCommand command = open ? DramCommand.PRECHARGE_ALL : DramCommand.REFRESH;
    if (rules.broken(cycle, command, refreshing, -1, -1) != null) {
      return false;
    }
    send(cycle, command, refreshing, -1, -1);
    Arrays.fill(rows[refreshing], -1);
    refreshing = open ? refreshing : -1;
    return true;
  }

  private boolean sendWaiting(long cycle) {
    List<Waiting> queue = writing ? writes : reads;
    for (Waiting one : queue) {
      if (one.rank != refreshing && serve(cycle, one, queue)) {
        return true;
      }
    }
    return false;
  }

  private boolean serve(long cycle, Waiting one, List<Waiting> queue) {
    int open = rows[one.rank][one.bank];
    if (open == one.row) {
      if (!legal(cycle, column(one), one)) {
        return false;
      }
      queue.remove(one);
      access(cycle, one);
    } else if (open == -1) {
      if (!legal(cycle, DramCommand.ACTIVATE, one)) {
        return false;
      }
      queue.remove(one);
      opened.add(one);
      // Among them, the oldest comes first, not the one opened first.
      opened.sort(Comparator.comparingLong(waiting -> waiting.tag));
      rows[one.rank][one.bank] = one.row;
      send(cycle, DramCommand.ACTIVATE, one.rank, one.bank, one.row);
    } else {
      boolean needed = opened.stream().anyMatch(other -> other.rank == one.rank && other.bank == one.bank);
      if (needed || !legal(cycle, DramCommand.PRECHARGE, one)) {
        return false;
      }
      rows[one.rank][one.bank] = -1;
      send(cycle, DramCommand.PRECHARGE, one.rank, one.bank, -1);
    }
    return true;
  }

  private void access(long cycle, Waiting one) {
    boolean last =
        settings.pagePolicy() == PagePolicy.CLOSED && !wanted(reads, one) && !wanted(writes, one) && !wanted(opened, one);
    if (last) {
      rows[one.rank][one.bank] = -1;
    }
    DramCommand command =
        one.write ? last ? DramCommand.WRITE_PRECHARGE : DramCommand.WRITE : last ? DramCommand.READ_PRECHARGE : DramCommand.READ;
    send(cycle, command, one.rank, one.bank, one.row);
    if (!one.write) {
      completion.read(one.tag, cycle + standard.timing().readLatency() + standard.timing().burst());
    }
  }

  private static boolean wanted(List<Waiting> waiting, Waiting by) {
    return waiting.stream().anyMatch(one -> one.rank == by.rank && one.bank == by.bank && one.row == by.row);
  }

  private static DramCommand column(Waiting one) {
    return one.write ? DramCommand.WRITE : DramCommand.READ;
  }

  private boolean legal(long cycle, DramCommand command, Waiting one) {
    return rules.broken(cycle, command, one.rank, one.bank, one.row) == null;
  }

  private void send(long cycle, DramCommand command, int rank, int bank, int row) {
    rules.command(cycle, command, rank, bank, row);
    trace.command(cycle, command, rank, bank, row);
  }
}
