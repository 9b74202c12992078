package org.lexicore.simulator.dram;

import java.util.Arrays;
import org.lexicore.model.dram.DramOrganisation;
import org.lexicore.model.dram.DramTiming;

/**
 * The DRAM devices of one channel: which row each bank has open, and from which cycle on it takes which command. It has no
 * clock; the controller says when a command goes out, never before it may.
 *
 * <p>Banks count through all ranks: {@code (rank · groups + group) · banks + bank}.
 */
final class Device {
  /** In place of a row: none is open. */
  static final int CLOSED = -1;

  private static final int FAW_ACTIVATES = 4;

  /** Before any command, without overflow in sums. */
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  private final DramTiming timing;
  private final Spacing spacing;
  private final int rankBanks;
  private final DramActivity activity;

  /** Open row of each bank, or {@link #CLOSED}. */
  final int[] row;

  /** First cycle in which each bank takes the command, as far as the device is concerned. */
  final long[] activateAt;

  final long[] prechargeAt;
  final long[] readAt;
  final long[] writeAt;

  /** By rank: first cycle in which a refresh is taken, all banks being closed. */
  private final long[] refreshAt;

  /** By rank: cycles of the last four activates, as a ring, and where its oldest lies. */
  private final long[][] activates;

  private final int[] oldest;

  Device(DramTiming timing, DramOrganisation organisation, int ranks, DramActivity activity) {
    this.timing = timing;
    this.spacing = Spacing.of(timing, organisation, ranks);
    this.rankBanks = organisation.rankBanks();
    this.activity = activity;
    int banks = ranks * rankBanks;
    row = new int[banks];
    Arrays.fill(row, CLOSED);
    activateAt = new long[banks];
    prechargeAt = new long[banks];
    readAt = new long[banks];
    writeAt = new long[banks];
    refreshAt = new long[ranks];
    activates = new long[ranks][FAW_ACTIVATES];
    for (long[] ring : activates) {
      Arrays.fill(ring, LONG_AGO);
    }
    oldest = new int[ranks];
  }

  int rank(int bank) {
    return bank / rankBanks;
  }

  /** Opens {@code opened} in {@code bank}. */
  void activate(int bank, int opened, long cycle) {
    row[bank] = opened;
    raise(activateAt, spacing.activateToActivate()[bank], cycle);
    int rank = rank(bank);
    long[] ring = activates[rank];
    ring[oldest[rank]] = cycle;
    oldest[rank] = (oldest[rank] + 1) % FAW_ACTIVATES;
    long fifth = ring[oldest[rank]] + timing.fourActivates();
    for (int other = rank * rankBanks; other < (rank + 1) * rankBanks; other++) {
      activateAt[other] = Math.max(activateAt[other], fifth);
    }
    readAt[bank] = Math.max(readAt[bank], cycle + timing.activateToRead());
    writeAt[bank] = Math.max(writeAt[bank], cycle + timing.activateToWrite());
    prechargeAt[bank] = cycle + timing.rowActive();
    activity.opened(rank, cycle);
  }

  /** Closes the row of {@code bank}. */
  void precharge(int bank, long cycle) {
    close(bank, cycle, timing.prechargeOne());
  }

  /** Closes every open row of {@code rank}. */
  void prechargeAll(int rank, long cycle) {
    for (int bank = rank * rankBanks; bank < (rank + 1) * rankBanks; bank++) {
      if (row[bank] != CLOSED) {
        close(bank, cycle, timing.prechargeAll());
      }
    }
  }

  private void close(int bank, long cycle, int recovery) {
    int rank = rank(bank);
    row[bank] = CLOSED;
    activateAt[bank] = Math.max(activateAt[bank], cycle + recovery);
    refreshAt[rank] = Math.max(refreshAt[rank], cycle + recovery);
    activity.closed(rank, cycle);
  }

  /** Reads from the open row of {@code bank}; {@code last} closes it as soon as it may be. */
  void read(int bank, long cycle, boolean last) {
    raise(readAt, spacing.readToRead()[bank], cycle);
    raise(writeAt, spacing.readToWrite()[bank], cycle);
    column(bank, cycle + timing.readToPrecharge(), last);
  }

  /** Writes to the open row of {@code bank}; {@code last} closes it as soon as it may be. */
  void write(int bank, long cycle, boolean last) {
    raise(readAt, spacing.writeToRead()[bank], cycle);
    raise(writeAt, spacing.writeToWrite()[bank], cycle);
    column(bank, cycle + timing.writeToPrecharge(), last);
  }

  private void column(int bank, long closable, boolean last) {
    prechargeAt[bank] = Math.max(prechargeAt[bank], closable);
    if (last) {
      precharge(bank, prechargeAt[bank]);
    }
  }

  /** Refreshes {@code rank}, all of whose banks are closed. */
  void refresh(int rank, long cycle) {
    refreshAt[rank] = cycle + timing.refresh();
    for (int bank = rank * rankBanks; bank < (rank + 1) * rankBanks; bank++) {
      activateAt[bank] = Math.max(activateAt[bank], refreshAt[rank]);
    }
  }

  /** Whether no row of {@code rank} is open. */
  boolean allClosed(int rank) {
    for (int bank = rank * rankBanks; bank < (rank + 1) * rankBanks; bank++) {
      if (row[bank] != CLOSED) {
        return false;
      }
    }
    return true;
  }

  /** First cycle in which all open rows of {@code rank} may be closed at once. */
  long prechargeAllAt(int rank) {
    long at = LONG_AGO;
    for (int bank = rank * rankBanks; bank < (rank + 1) * rankBanks; bank++) {
      if (row[bank] != CLOSED) {
        at = Math.max(at, prechargeAt[bank]);
      }
    }
    return at;
  }

  /** First cycle in which {@code rank} takes a refresh, if all its banks are closed. */
  long refreshAt(int rank) {
    return refreshAt[rank];
  }

  private static void raise(long[] at, int[] distances, long cycle) {
    for (int bank = 0; bank < distances.length; bank++) {
      at[bank] = Math.max(at[bank], cycle + distances[bank]);
    }
  }
}
