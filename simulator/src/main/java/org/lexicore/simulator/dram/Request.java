package org.lexicore.simulator.dram;

/** One access on its way through a controller. */
final class Request {
  final boolean write;
  final long line;
  final int bank;
  final int row;
  final long arrival;
  final long tag;

  /** Whether a command went out for it, and with it what its row was when its turn came. */
  boolean begun;

  /** Its place among all requests of its controller, by age. */
  final long number;

  /** The next one of its bank in its queue. */
  Request younger;

  /**
   * An access.
   *
   * @param line number of the access in the memory: its address in units of accesses
   * @param bank bank within the channel
   * @param arrival cycle in which the controller took it
   * @param tag what its completion is told with
   */
  Request(long number, boolean write, long line, int bank, int row, long arrival, long tag) {
    this.number = number;
    this.write = write;
    this.line = line;
    this.bank = bank;
    this.row = row;
    this.arrival = arrival;
    this.tag = tag;
  }

  boolean olderThan(Request other) {
    return number < other.number;
  }
}
