package org.lexicore.cli.chain;

import java.nio.file.Path;
import java.util.Map;
import org.lexicore.cli.accelerator.ControllerField;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramCounts;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.reports.energy.DramEnergy;
import org.lexicore.simulator.dram.DramStatistics;
import org.lexicore.simulator.dram.DramTrace;

/**
 * What {@code lexicore dram-trace} says.
 *
 * @param validated whether the kind was held against another simulator, with these settings
 * @param settings of the controllers, by name
 * @param beyond addresses beyond the memory, which wrap around
 * @param cycles of the command clock, to the last data
 * @param accessBytes bytes of an access, of which one is offered a cycle
 * @param stepBytes the largest power of two that all addresses are multiples of; if it is more than an access, part of the memory is never reached
 * @param p50LatencyCycles latency that half of the reads do not exceed; p99 that 99 % do not
 */
public record DramTraceResult(
    String trace,
    String dram,
    boolean validated,
    Map<String, Object> settings,
    long mebibytes,
    long requests,
    long beyond,
    long cycles,
    int accessBytes,
    long stepBytes,
    double cycleNs,
    double gbPerS,
    double peakGbPerS,
    double meanLatencyCycles,
    long p50LatencyCycles,
    long p99LatencyCycles,
    long maxLatencyCycles,
    long rowHits,
    long rowMisses,
    long rowConflicts,
    long forwarded,
    long coalesced,
    DramCounts commands,
    DramEnergy energyUj) {

  /** Of a run of {@code trace} that counted {@code s}. */
  public static DramTraceResult of(Path file, ControllerSettings controller, DramTrace trace, DramStatistics s) {
    DramStandard standard = s.standard();
    long bytes = standard.organisation().rankBytes() * controller.ranks() * controller.channels();
    return new DramTraceResult(
        file.getFileName().toString(), standard.word(),
        standard.validated() && controller.equals(ControllerSettings.of(standard)), ControllerField.values(controller),
        bytes >> 20, s.requests(),
        beyond(trace, bytes), s.cycles(), standard.organisation().accessBytes(), step(trace), 1000.0 / standard.timing().clockMhz(), s.gigabytesPerSecond(),
        standard.peakMegabytes(controller.channels()) / 1000, s.latencies().mean(), s.latencies().percentile(50),
        s.latencies().percentile(99), s.latencies().percentile(100), s.rowHits(), s.rowMisses(), s.rowConflicts(), s.forwarded(),
        s.coalesced(), s.counts(), DramEnergy.of(standard, s.counts()));
  }

  private static long step(DramTrace trace) {
    long used = 0;
    for (int i = 0; i < trace.size(); i++) {
      used |= trace.address(i);
    }
    return Long.lowestOneBit(used);
  }

  private static long beyond(DramTrace trace, long bytes) {
    long beyond = 0;
    for (int i = 0; i < trace.size(); i++) {
      beyond += trace.address(i) >= bytes ? 1 : 0;
    }
    return beyond;
  }
}
