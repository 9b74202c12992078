package org.lexicore.model.dram;

/**
 * Shortest distances between commands, in cycles of the command clock, each counted from a command's first cycle.
 *
 * <p>Short is between bank groups, long within one; a standard without groups has one group, and both are the same.
 *
 * @param clockMhz the command clock
 * @param readLatency RL or CL: from a read to its first data
 * @param writeLatency WL or CWL: from a write to its first data
 * @param burst cycles of the data bus that an access takes
 * @param activateToRead tRCD before a read
 * @param activateToWrite tRCD before a write
 * @param prechargeOne tRP of one bank
 * @param prechargeAll tRP of all banks of a rank
 * @param rowActive tRAS
 * @param columnShort tCCD_S
 * @param columnLong tCCD_L
 * @param activateShort tRRD_S
 * @param activateLong tRRD_L
 * @param fourActivates tFAW
 * @param readToPrecharge tRTP
 * @param writeRecovery tWR, from the last data
 * @param writeToReadShort tWTR_S, from the last data
 * @param writeToReadLong tWTR_L, from the last data
 * @param readToWriteGap cycles of the data bus between a read's data and a write's
 * @param rankGap cycles of the data bus between the data of two ranks
 * @param refresh tRFC of an all-bank refresh
 * @param refreshInterval tREFI
 * @param bus how commands share the command bus
 */
public record DramTiming(
    int clockMhz,
    int readLatency,
    int writeLatency,
    int burst,
    int activateToRead,
    int activateToWrite,
    int prechargeOne,
    int prechargeAll,
    int rowActive,
    int columnShort,
    int columnLong,
    int activateShort,
    int activateLong,
    int fourActivates,
    int readToPrecharge,
    int writeRecovery,
    int writeToReadShort,
    int writeToReadLong,
    int readToWriteGap,
    int rankGap,
    int refresh,
    int refreshInterval,
    CommandBus bus) {

  /**
   * Cycles that a command occupies the command bus.
   *
   * @param split whether row commands (activate, precharge, refresh) have a bus beside that of column commands
   */
  public record CommandBus(int activate, int column, int precharge, boolean split) {}

  /** From a read to its last data. */
  public int readDone() {
    return readLatency + burst;
  }

  /** From a read to the next write in the same rank. */
  public int readToWrite() {
    return readLatency + burst + readToWriteGap - writeLatency;
  }

  /** From a write to a precharge of its bank. */
  public int writeToPrecharge() {
    return writeLatency + burst + writeRecovery;
  }
}
