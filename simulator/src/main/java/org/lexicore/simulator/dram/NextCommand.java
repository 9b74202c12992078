package org.lexicore.simulator.dram;

/**
 * The first of the commands proposed: in the earliest cycle; of several, that of the kind proposed first; then for the oldest
 * request.
 */
final class NextCommand {
  private long cycle;
  private DramCommand command;
  private Request request;
  private boolean opened;
  private int rank;

  /** Forgets what was proposed. */
  void clear() {
    cycle = Long.MAX_VALUE;
  }

  /**
   * A command can go out in {@code at} for {@code one}. Those for requests that have their row are proposed before all others.
   */
  void propose(long at, DramCommand proposed, Request one, boolean hasRow) {
    if (at < cycle || at == cycle && request != null && opened == hasRow && one.olderThan(request)) {
      cycle = at;
      command = proposed;
      request = one;
      opened = hasRow;
    }
  }

  /** A command can go out in {@code at} for the refresh of rank {@code of}. */
  void propose(long at, DramCommand proposed, int of) {
    if (at < cycle) {
      cycle = at;
      command = proposed;
      request = null;
      rank = of;
    }
  }

  /** Its cycle; {@code Long.MAX_VALUE} if there is no command. */
  long cycle() {
    return cycle;
  }

  DramCommand command() {
    return command;
  }

  /** The request that it is for, or null if it is for a refresh. */
  Request request() {
    return request;
  }

  /** Whether the request's row was opened for it. */
  boolean opened() {
    return opened;
  }

  /** The rank to be refreshed. */
  int rank() {
    return rank;
  }
}
