package org.lexicore.simulator.dram;

import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.DramTiming;
import org.lexicore.model.dram.PagePolicy;

/**
 * The controller of one channel: reads and writes wait in a queue each, and of the commands that they need, the ones that may
 * go out first go first, and the oldest request's among those (FR-FCFS).
 *
 * <p>Per cycle and command bus, one command: for a request whose row was opened for it, else for a pending refresh, else for a
 * request of the queue whose {@link Turn} it is. A request leaves its queue with the activate; from then on, its row stays open
 * for it. A read of what a write in the queue holds is answered from there, and a write of it replaces it.
 *
 * <p>Nothing happens between commands, so time moves from one to the next: {@link #run} up to a cycle, {@link #enqueue} in it.
 */
public final class Controller {
  /** Is told when the last data of a read comes. */
  @FunctionalInterface
  public interface Completion {
    /** Read {@code tag} has its last data in {@code cycle}. */
    void read(long tag, long cycle);
  }

  /** A read answered from the write queue passes no DRAM: its data comes in the next cycle. */
  private static final int FORWARD = 1;

  private final DramTiming timing;
  private final ControllerSettings settings;
  private final Completion completion;
  private final CommandTrace trace;
  private final Device device;
  private final int rankBanks;
  private final RefreshSchedule refresh;
  private final DramActivity activity;
  private final ControllerStatistics statistics = new ControllerStatistics();

  private final CommandBuses buses;
  private final RequestQueue reads;
  private final RequestQueue writes;
  private final Turn turn;

  /** By bank: the request whose row was opened for it. */
  private final Request[] opened;

  private int openedCount;
  private long taken;

  /** No command before this cycle. */
  private long now;

  /** What goes out next if nothing else comes, once planned. */
  private final NextCommand next = new NextCommand();

  private boolean planned;

  /** The queue that was planned for. */
  private RequestQueue considered;

  /** A controller of {@code standard} in its first cycle, 0. */
  public Controller(DramStandard standard, ControllerSettings settings, Completion completion, CommandTrace trace) {
    this(standard.timing(), standard, settings, completion, trace);
  }

  /** As the other, with a timing of its own. */
  Controller(DramTiming timing, DramStandard standard, ControllerSettings settings, Completion completion, CommandTrace trace) {
    this.timing = timing;
    this.settings = settings;
    this.completion = completion;
    this.trace = trace;
    this.activity = new DramActivity(settings.ranks());
    this.device = new Device(timing, standard.organisation(), settings.ranks(), activity);
    this.rankBanks = standard.organisation().rankBanks();
    this.refresh = new RefreshSchedule(settings.refresh() ? timing.refreshInterval() : 0, settings.ranks());
    int banks = settings.ranks() * rankBanks;
    this.reads = new RequestQueue(settings.readQueue(), banks, device);
    this.writes = new RequestQueue(settings.writeQueue(), banks, device);
    this.opened = new Request[banks];
    this.buses = new CommandBuses(timing.bus());
    this.turn = new Turn(settings, reads, writes);
  }

  /** Whether a read, or a write, would be taken. */
  boolean hasRoom(boolean write) {
    return write ? !writes.full() : !reads.full();
  }

  /** Whether nothing waits; data of reads may still be on its way. */
  boolean idle() {
    return reads.size() + writes.size() + openedCount == 0;
  }

  /**
   * Takes a request in {@code cycle}, up to which all was run, and that one too; its first command comes in a later one.
   *
   * @param line number of the access in the memory
   * @param bank bank within the channel
   */
  void enqueue(long cycle, boolean write, long line, int bank, int row, long tag) {
    if (writes.holds(bank, line) || opened[bank] != null && opened[bank].write && opened[bank].line == line) {
      answerFromQueue(cycle, write, tag);
      return;
    }
    turn.beforeChange(cycle);
    RequestQueue queue = write ? writes : reads;
    queue.add(new Request(taken, write, line, bank, row, cycle, tag));
    taken++;
    if (turn.next() != considered) {
      planned = false;
    } else if (planned && queue == considered && device.rank(bank) != refresh.pending()) {
      considerBanks(bank, bank + 1);
    }
  }

  private void answerFromQueue(long cycle, boolean write, long tag) {
    if (write) {
      statistics.coalesced++;
    } else {
      statistics.forwarded++;
      complete(cycle, cycle + FORWARD, tag);
    }
  }

  /** Sends all commands of the cycles before {@code end}. */
  void run(long end) {
    while (next() < end) {
      if (refresh.due() <= next.cycle()) {
        now = Math.max(now, refresh.due());
        refresh.begin();
        planned = false;
      } else {
        issue();
      }
    }
    now = Math.max(now, end);
  }

  /**
   * Cycle of the next command, or of the next refresh to become pending, if nothing else comes; else {@code Long.MAX_VALUE}.
   */
  long next() {
    if (!planned) {
      plan();
    }
    return Math.min(next.cycle(), refresh.due());
  }

  private void plan() {
    planned = true;
    if (turn.changedIn(now) && turn.then() != turn.next()) {
      // Where row and column commands have a bus each, another command may follow in the same cycle.
      consider(turn.then());
      if (next.cycle() == now) {
        return;
      }
    }
    consider(turn.next());
  }

  private void consider(RequestQueue queue) {
    considered = queue;
    next.clear();
    if (openedCount > 0) {
      considerOpened();
    }
    int pending = refresh.pending();
    if (pending < 0) {
      considerBanks(0, opened.length);
    } else {
      considerRefresh(pending);
      considerBanks(0, pending * rankBanks);
      considerBanks((pending + 1) * rankBanks, opened.length);
    }
  }

  private void considerOpened() {
    for (Request request : opened) {
      if (request != null) {
        long[] at = request.write ? device.writeAt : device.readAt;
        next.propose(column(at[request.bank]), request.write ? DramCommand.WRITE : DramCommand.READ, request, true);
      }
    }
  }

  private void considerRefresh(int rank) {
    if (device.allClosed(rank)) {
      next.propose(row(device.refreshAt(rank)), DramCommand.REFRESH, rank);
      return;
    }
    for (int bank = rank * rankBanks; bank < (rank + 1) * rankBanks; bank++) {
      if (opened[bank] != null) {
        return;
      }
    }
    next.propose(row(device.prechargeAllAt(rank)), DramCommand.PRECHARGE_ALL, rank);
  }

  /**
   * Proposes the first of the commands that the requests need whose turn it is, in some banks. Most of the simulator's time is
   * spent here, so only the best is proposed, and requests are told apart by their numbers.
   */
  private void considerBanks(int first, int end) {
    long rowFrom = row(now);
    long columnFrom = column(now);
    long[] columnAt = considered == writes ? device.writeAt : device.readAt;
    long best = Long.MAX_VALUE;
    long oldest = RequestQueue.NONE;
    int bestBank = -1;
    for (int bank = first; bank < end; bank++) {
      long other = considered.otherNumber[bank];
      if (other != RequestQueue.NONE) {
        boolean closed = device.row[bank] == Device.CLOSED;
        long at = Math.max(rowFrom, closed ? device.activateAt[bank] : device.prechargeAt[bank]);
        if ((at < best || at == best && other < oldest) && (closed || opened[bank] == null)) {
          best = at;
          oldest = other;
          bestBank = bank;
        }
      }
      long hit = considered.hitNumber[bank];
      if (hit != RequestQueue.NONE) {
        long at = Math.max(columnFrom, columnAt[bank]);
        if (at < best || at == best && hit < oldest) {
          best = at;
          oldest = hit;
          bestBank = bank;
        }
      }
    }
    if (bestBank >= 0) {
      propose(bestBank, oldest, best);
    }
  }

  private void propose(int bank, long number, long cycle) {
    if (number == considered.hitNumber[bank]) {
      next.propose(cycle, considered == writes ? DramCommand.WRITE : DramCommand.READ, considered.hit(bank), false);
    } else {
      DramCommand needed = device.row[bank] == Device.CLOSED ? DramCommand.ACTIVATE : DramCommand.PRECHARGE;
      next.propose(cycle, needed, considered.other(bank), false);
    }
  }

  /** When a row command that the device takes from {@code cycle} on can go out. */
  private long row(long cycle) {
    return Math.max(buses.row(cycle), now);
  }

  /** When a column command that the device takes from {@code cycle} on can go out. */
  private long column(long cycle) {
    return Math.max(buses.column(cycle), now);
  }

  private void issue() {
    planned = false;
    now = next.cycle();
    turn.beforeChange(now);
    switch (next.command()) {
      case ACTIVATE -> activate(next.request());
      case PRECHARGE -> precharge(next.request());
      case READ, WRITE -> access(next.request());
      case PRECHARGE_ALL -> prechargeAll(next.rank());
      case REFRESH -> refresh(next.rank());
      case READ_PRECHARGE, WRITE_PRECHARGE -> throw new IllegalStateException("decided only when the access goes out");
    }
  }

  private void activate(Request request) {
    int bank = request.bank;
    begin(request, DramCommand.ACTIVATE);
    send(DramCommand.ACTIVATE, bank, request.row);
    (request.write ? writes : reads).remove(request);
    opened[bank] = request;
    openedCount++;
    device.activate(bank, request.row, now);
    rowChanged(bank);
  }

  private void precharge(Request request) {
    int bank = request.bank;
    begin(request, DramCommand.PRECHARGE);
    send(DramCommand.PRECHARGE, bank, -1);
    device.precharge(bank, now);
    rowChanged(bank);
  }

  private void prechargeAll(int rank) {
    send(DramCommand.PRECHARGE_ALL, rank, -1, -1);
    device.prechargeAll(rank, now);
    for (int bank = rank * rankBanks; bank < (rank + 1) * rankBanks; bank++) {
      rowChanged(bank);
    }
  }

  private void refresh(int rank) {
    send(DramCommand.REFRESH, rank, -1, -1);
    device.refresh(rank, now);
    activity.refreshes++;
    refresh.done();
  }

  private void access(Request request) {
    int bank = request.bank;
    if (next.opened()) {
      opened[bank] = null;
      openedCount--;
    } else {
      (request.write ? writes : reads).remove(request);
    }
    // The opened request is the only other one that may want the row without being in a queue.
    boolean last =
        settings.pagePolicy() == PagePolicy.CLOSED && opened[bank] == null && reads.hit(bank) == null && writes.hit(bank) == null;
    DramCommand sent =
        request.write
            ? last ? DramCommand.WRITE_PRECHARGE : DramCommand.WRITE
            : last ? DramCommand.READ_PRECHARGE : DramCommand.READ;
    begin(request, sent);
    send(sent, bank, request.row);
    if (request.write) {
      device.write(bank, now, last);
      activity.writes++;
      statistics.lastData = Math.max(statistics.lastData, now + timing.writeLatency() + timing.burst());
    } else {
      device.read(bank, now, last);
      activity.reads++;
      complete(request.arrival, now + timing.readDone(), request.tag);
    }
    if (last) {
      rowChanged(bank);
    }
  }

  private void rowChanged(int bank) {
    reads.rowChanged(bank);
    writes.rowChanged(bank);
  }

  private void begin(Request request, DramCommand first) {
    if (!request.begun) {
      request.begun = true;
      statistics.begun(first);
    }
  }

  private void send(DramCommand command, int bank, int row) {
    send(command, device.rank(bank), bank % rankBanks, row);
  }

  private void send(DramCommand command, int rank, int bank, int row) {
    buses.take(command, now);
    trace.command(now, command, rank, bank, row);
  }

  private void complete(long arrival, long cycle, long tag) {
    statistics.latencies.add(cycle - arrival);
    statistics.lastData = Math.max(statistics.lastData, cycle);
    completion.read(tag, cycle);
  }

  ControllerStatistics statistics() {
    return statistics;
  }

  /** The devices' counts up to cycle {@code end}. */
  DramCounts counts(long end) {
    return activity.counts(end);
  }
}
