package org.lexicore.simulator.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lexicore.model.dram.DramOrganisation;
import org.lexicore.model.dram.DramTiming;

/**
 * Reads the commands of one channel and says which rule of the standard each breaks. It shares nothing with the controller's
 * bookkeeping: it remembers when each bank had which command last, and holds a new command against all of them.
 */
final class TimingChecker implements CommandTrace {
  private static final long NEVER = Long.MIN_VALUE / 4;
  private static final int ENOUGH = 20;

  private final DramTiming t;
  private final DramOrganisation organisation;
  private final int ranks;
  private final int rankBanks;

  private final long[] activate;
  private final long[] prechargeDone;
  private final long[] read;
  private final long[] write;
  private final int[] row;
  private final List<List<Long>> activates = new ArrayList<>();
  private final long[] refreshed;
  private long rowBusFree = NEVER;
  private long columnBusFree = NEVER;
  private long dataEnd = NEVER;
  private int dataRank = -1;

  private final List<String> violations = new ArrayList<>();
  private long commands;
  private long refreshes;

  TimingChecker(DramTiming timing, DramOrganisation organisation, int ranks) {
    this.t = timing;
    this.organisation = organisation;
    this.ranks = ranks;
    this.rankBanks = organisation.rankBanks();
    int banks = ranks * rankBanks;
    activate = filled(banks);
    prechargeDone = filled(banks);
    read = filled(banks);
    write = filled(banks);
    refreshed = filled(ranks);
    row = new int[banks];
    Arrays.fill(row, -1);
    for (int i = 0; i < ranks; i++) {
      activates.add(new ArrayList<>());
    }
  }

  private static long[] filled(int length) {
    long[] times = new long[length];
    Arrays.fill(times, NEVER);
    return times;
  }

  List<String> violations() {
    return violations;
  }

  long commands() {
    return commands;
  }

  long refreshes() {
    return refreshes;
  }

  @Override
  public void command(long cycle, DramCommand command, int rank, int bank, int opened) {
    String broken = broken(cycle, command, rank, bank, opened);
    if (broken != null && violations.size() < ENOUGH) {
      violations.add(cycle + ": " + command + " to rank " + rank + " bank " + bank + " breaks " + broken);
    }
    note(cycle, command, rank, bank, opened);
  }

  /** The first rule that the command would break, or null. */
  String broken(long cycle, DramCommand command, int rank, int bank, int wanted) {
    int at = rank * rankBanks + bank;
    if (cycle < (command.column() ? columnBusFree : rowBusFree)) {
      return "the command bus";
    }
    return switch (command) {
      case ACTIVATE -> activateRule(cycle, rank, at);
      case PRECHARGE -> prechargeRule(cycle, at);
      case PRECHARGE_ALL -> prechargeAllRule(cycle, rank);
      case REFRESH -> refreshRule(cycle, rank);
      case READ, READ_PRECHARGE -> readRule(cycle, at, wanted);
      case WRITE, WRITE_PRECHARGE -> writeRule(cycle, at, wanted);
    };
  }

  private String activateRule(long cycle, int rank, int at) {
    if (row[at] != -1) {
      return "a row is open";
    }
    if (cycle < prechargeDone[at]) {
      return "tRP";
    }
    if (cycle < refreshed[rank] + t.refresh()) {
      return "tRFC";
    }
    if (cycle < activate[at] + t.rowActive() + t.prechargeOne()) {
      return "tRC";
    }
    for (int other = rank * rankBanks; other < (rank + 1) * rankBanks; other++) {
      if (cycle < activate[other] + (sameGroup(other, at) ? t.activateLong() : t.activateShort())) {
        return "tRRD";
      }
    }
    List<Long> earlier = activates.get(rank);
    return earlier.size() >= 4 && cycle < earlier.get(earlier.size() - 4) + t.fourActivates() ? "tFAW" : null;
  }

  private String prechargeRule(long cycle, int at) {
    if (row[at] == -1) {
      return "no row is open";
    }
    if (cycle < activate[at] + t.rowActive()) {
      return "tRAS";
    }
    if (cycle < read[at] + t.readToPrecharge()) {
      return "tRTP";
    }
    return cycle < write[at] + t.writeLatency() + t.burst() + t.writeRecovery() ? "tWR" : null;
  }

  private String prechargeAllRule(long cycle, int rank) {
    for (int at = rank * rankBanks; at < (rank + 1) * rankBanks; at++) {
      String broken = row[at] == -1 ? null : prechargeRule(cycle, at);
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }

  private String refreshRule(long cycle, int rank) {
    for (int at = rank * rankBanks; at < (rank + 1) * rankBanks; at++) {
      if (row[at] != -1) {
        return "a row is open";
      }
      if (cycle < prechargeDone[at]) {
        return "tRP";
      }
    }
    return cycle < refreshed[rank] + t.refresh() ? "tRFC" : null;
  }

  private String readRule(long cycle, int at, int wanted) {
    if (row[at] != wanted) {
      return "another row is open";
    }
    if (cycle < activate[at] + t.activateToRead()) {
      return "tRCD";
    }
    for (int other = 0; other < ranks * rankBanks; other++) {
      if (sameRank(other, at)) {
        if (cycle < read[other] + (sameGroup(other, at) ? t.columnLong() : t.columnShort())) {
          return "tCCD";
        }
        if (cycle < write[other] + t.writeLatency() + t.burst() + (sameGroup(other, at) ? t.writeToReadLong() : t.writeToReadShort())) {
          return "tWTR";
        }
      }
    }
    return bus(cycle + t.readLatency(), at);
  }

  private String writeRule(long cycle, int at, int wanted) {
    if (row[at] != wanted) {
      return "another row is open";
    }
    if (cycle < activate[at] + t.activateToWrite()) {
      return "tRCD";
    }
    for (int other = 0; other < ranks * rankBanks; other++) {
      if (sameRank(other, at)) {
        if (cycle < write[other] + (sameGroup(other, at) ? t.columnLong() : t.columnShort())) {
          return "tCCD";
        }
        if (cycle + t.writeLatency() < read[other] + t.readLatency() + t.burst() + t.readToWriteGap()) {
          return "tRTW";
        }
      }
    }
    return bus(cycle + t.writeLatency(), at);
  }

  private String bus(long data, int at) {
    int gap = dataRank == -1 || dataRank == at / rankBanks ? 0 : t.rankGap();
    return data < dataEnd + gap ? "the data bus" : null;
  }

  private boolean sameGroup(int one, int other) {
    return one / organisation.banks() == other / organisation.banks();
  }

  private boolean sameRank(int one, int other) {
    return one / rankBanks == other / rankBanks;
  }

  private void note(long cycle, DramCommand command, int rank, int bank, int opened) {
    commands++;
    int at = rank * rankBanks + bank;
    occupy(cycle, command);
    switch (command) {
      case ACTIVATE -> {
        activate[at] = cycle;
        row[at] = opened;
        activates.get(rank).add(cycle);
        if (activates.get(rank).size() > 4) {
          activates.get(rank).removeFirst();
        }
      }
      case PRECHARGE -> close(at, cycle, t.prechargeOne());
      case PRECHARGE_ALL -> {
        for (int one = rank * rankBanks; one < (rank + 1) * rankBanks; one++) {
          if (row[one] != -1) {
            close(one, cycle, t.prechargeAll());
          }
        }
      }
      case REFRESH -> {
        refreshed[rank] = cycle;
        refreshes++;
      }
      case READ, READ_PRECHARGE -> {
        read[at] = cycle;
        data(cycle + t.readLatency(), rank);
        if (command == DramCommand.READ_PRECHARGE) {
          close(at, closable(at), t.prechargeOne());
        }
      }
      case WRITE, WRITE_PRECHARGE -> {
        write[at] = cycle;
        data(cycle + t.writeLatency(), rank);
        if (command == DramCommand.WRITE_PRECHARGE) {
          close(at, closable(at), t.prechargeOne());
        }
      }
    }
  }

  /** When the device closes a row by itself: as soon as tRAS, tRTP and tWR allow. */
  private long closable(int at) {
    long written = write[at] + t.writeLatency() + t.burst() + t.writeRecovery();
    return Math.max(activate[at] + t.rowActive(), Math.max(read[at] + t.readToPrecharge(), written));
  }

  private void data(long start, int rank) {
    dataEnd = start + t.burst();
    dataRank = rank;
  }

  private void close(int at, long cycle, int recovery) {
    row[at] = -1;
    prechargeDone[at] = cycle + recovery;
  }

  private void occupy(long cycle, DramCommand command) {
    int cycles =
        command.column() ? t.bus().column() : command == DramCommand.ACTIVATE ? t.bus().activate() : t.bus().precharge();
    if (command.column() || !t.bus().split()) {
      columnBusFree = cycle + cycles;
    }
    if (!command.column() || !t.bus().split()) {
      rowBusFree = cycle + cycles;
    }
  }
}
