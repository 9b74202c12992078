package org.lexicore.model.dram;

import org.lexicore.model.Problems;

/**
 * Parameters of the DRAM controllers, one a channel, and of the crossing between their clock and the accelerator's.
 *
 * @param channels channels, a power of two
 * @param ranks ranks a channel, a power of two
 * @param readQueue reads a channel that wait for their row
 * @param writeQueue writes a channel that wait for their row
 * @param writeHighPercent filling of the write queue above which writes go before reads
 * @param writeLowPercent filling of the write queue below which reads go again
 * @param refresh whether rows are refreshed
 * @param crossingBursts bursts of each direction that the clock crossing holds
 * @param synchroniserCycles flip-flops in a row behind the crossing, in cycles of the clock crossed into
 */
public record ControllerSettings(
    int channels,
    int ranks,
    int readQueue,
    int writeQueue,
    int writeHighPercent,
    int writeLowPercent,
    AddressMap addressMap,
    PagePolicy pagePolicy,
    boolean refresh,
    int crossingBursts,
    int synchroniserCycles) {
  /** Longest queue: the scheduler looks at all of it for each command. */
  private static final int LONGEST_QUEUE = 256;

  /**
   * What a controller of {@code standard} has where nothing else is said: queues and watermarks of Ramulator 2.1's controller;
   * two flip-flops, the least that a synchroniser has; room for the crossing's round trip.
   */
  public static ControllerSettings of(DramStandard standard) {
    return new ControllerSettings(standard.channels(), 1, 32, 32, 80, 20, AddressMap.ROBARACOCH, PagePolicy.OPEN, true, 4, 2);
  }

  /** Notes everything that cannot be, each field by its name behind {@code prefix}. */
  public void validate(String prefix, Problems problems) {
    problems.require(
        Integer.bitCount(channels) == 1 && channels >= 1 && channels <= 64,
        "%schannels: %d is not a power of two from 1 to 64", prefix, channels);
    problems.require(
        Integer.bitCount(ranks) == 1 && ranks >= 1 && ranks <= 8, "%sranks: %d is not a power of two from 1 to 8", prefix, ranks);
    requireQueue(problems, prefix + "read_queue", readQueue);
    requireQueue(problems, prefix + "write_queue", writeQueue);
    problems.require(
        writeHighPercent >= 1 && writeHighPercent <= 99, "%swrite_high_percent: %d is not from 1 to 99", prefix, writeHighPercent);
    problems.require(
        writeLowPercent >= 1 && writeLowPercent < writeHighPercent,
        "%swrite_low_percent: %d is not from 1 to below write_high_percent (%d)", prefix, writeLowPercent, writeHighPercent);
    problems.require(
        crossingBursts >= 1 && crossingBursts <= 64, "%scrossing_bursts: %d is not from 1 to 64", prefix, crossingBursts);
    problems.require(
        synchroniserCycles >= 0 && synchroniserCycles <= 8,
        "%ssynchroniser_cycles: %d is not from 0 to 8", prefix, synchroniserCycles);
  }

  private static void requireQueue(Problems problems, String field, int entries) {
    problems.require(entries >= 1 && entries <= LONGEST_QUEUE, "%s: %d is not from 1 to %d", field, entries, LONGEST_QUEUE);
  }
}
