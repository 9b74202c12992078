package org.lexicore.simulator.dram;

import org.lexicore.model.dram.DramOrganisation;
import org.lexicore.model.dram.DramTiming;

/**
 * Shortest distances between commands to two banks of a channel, as {@code [earlier bank][later bank]}: they depend on whether
 * the banks share a group, a rank, or only the channel's data bus.
 */
record Spacing(int[][] readToRead, int[][] readToWrite, int[][] writeToRead, int[][] writeToWrite, int[][] activateToActivate) {
  /** A distance that never delays anything. */
  private static final int NONE = Integer.MIN_VALUE / 2;

  private enum Near { GROUP, RANK, CHANNEL }

  @FunctionalInterface
  private interface Distance {
    int of(Near near);
  }

  static Spacing of(DramTiming t, DramOrganisation organisation, int ranks) {
    // Data of another rank must leave the bus a gap; how far its command is ahead of the data differs between read and write.
    int otherRank = t.burst() + t.rankGap();
    int latencies = t.readLatency() - t.writeLatency();
    int written = t.writeLatency() + t.burst();
    return new Spacing(
        table(organisation, ranks, near -> pick(near, t.columnLong(), t.columnShort(), otherRank)),
        table(organisation, ranks, near -> pick(near, t.readToWrite(), t.readToWrite(), otherRank + latencies)),
        table(
            organisation, ranks,
            near -> pick(near, written + t.writeToReadLong(), written + t.writeToReadShort(), otherRank - latencies)),
        table(organisation, ranks, near -> pick(near, t.columnLong(), t.columnShort(), otherRank)),
        table(organisation, ranks, near -> pick(near, t.activateLong(), t.activateShort(), NONE)));
  }

  private static int pick(Near near, int group, int rank, int channel) {
    return switch (near) {
      case GROUP -> group;
      case RANK -> rank;
      case CHANNEL -> channel;
    };
  }

  private static int[][] table(DramOrganisation organisation, int ranks, Distance distance) {
    int banks = ranks * organisation.rankBanks();
    int[][] table = new int[banks][banks];
    for (int earlier = 0; earlier < banks; earlier++) {
      for (int later = 0; later < banks; later++) {
        Near near =
            earlier / organisation.banks() == later / organisation.banks() ? Near.GROUP
                : earlier / organisation.rankBanks() == later / organisation.rankBanks() ? Near.RANK
                : Near.CHANNEL;
        table[earlier][later] = distance.of(near);
      }
    }
    return table;
  }
}
