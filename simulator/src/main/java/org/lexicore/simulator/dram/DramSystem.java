package org.lexicore.simulator.dram;

import java.util.function.IntFunction;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;

/**
 * All channels of a memory behind their address map. Channels know nothing of each other; each is run as far as somebody asks.
 */
public final class DramSystem {
  private final DramStandard standard;
  private final AddressDecoder decoder;
  private final Controller[] channels;

  /**
   * A memory in its first cycle, 0.
   *
   * @param traces what listens to the commands of each channel
   */
  public DramSystem(
      DramStandard standard, ControllerSettings settings, Controller.Completion completion, IntFunction<CommandTrace> traces) {
    this.standard = standard;
    this.decoder = new AddressDecoder(standard.organisation(), settings);
    this.channels = new Controller[settings.channels()];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = new Controller(standard, settings, completion, traces.apply(i));
    }
  }

  /** The controller that the access at {@code address} goes to. */
  Controller channel(long address) {
    return channels[decoder.channel(decoder.line(address))];
  }

  /** Hands the access at {@code address} to {@code channel}, its controller; see {@link Controller#enqueue}. */
  void enqueue(Controller channel, long cycle, boolean write, long address, long tag) {
    long line = decoder.line(address);
    channel.enqueue(cycle, write, line, decoder.bank(line), decoder.row(line), tag);
  }

  /** Sends all commands of the cycles before {@code end}. */
  void run(long end) {
    for (Controller channel : channels) {
      channel.run(end);
    }
  }

  /** Cycle in which a waiting request's controller is to be looked at next; {@code Long.MAX_VALUE} if none waits. */
  long next() {
    long next = Long.MAX_VALUE;
    for (Controller channel : channels) {
      next = channel.idle() ? next : Math.min(next, channel.next());
    }
    return next;
  }

  /** What was counted up to cycle {@code end}, to which all was run. */
  DramStatistics statistics(long end) {
    ControllerStatistics sum = new ControllerStatistics();
    DramCounts counts = DramCounts.NONE;
    for (Controller channel : channels) {
      sum.add(channel.statistics());
      counts = counts.plus(channel.counts(end));
    }
    return new DramStatistics(
        standard, end, sum.rowHits, sum.rowMisses, sum.rowConflicts, sum.forwarded, sum.coalesced, sum.latencies, counts);
  }

  /** Cycle of the last data moved so far. */
  long lastData() {
    long last = 0;
    for (Controller channel : channels) {
      last = Math.max(last, channel.statistics().lastData);
    }
    return last;
  }
}
