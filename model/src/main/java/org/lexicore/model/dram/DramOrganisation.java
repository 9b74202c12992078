package org.lexicore.model.dram;

/**
 * What one rank of one channel consists of; all are powers of two.
 *
 * @param bankGroups bank groups a rank
 * @param banks banks a group
 * @param rows rows per bank
 * @param rowAccesses accesses that a row holds
 * @param accessBytes bytes that an access (a burst over the channel's bus) carries
 * @param devices devices side by side in a rank
 */
public record DramOrganisation(int bankGroups, int banks, int rows, int rowAccesses, int accessBytes, int devices) {
  /** Banks a rank. */
  public int rankBanks() {
    return bankGroups * banks;
  }

  /** Bytes a rank holds. */
  public long rankBytes() {
    return (long) rankBanks() * rows * rowAccesses * accessBytes;
  }
}
