package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lexicore.model.dram.ControllerSettings;
import org.lexicore.model.dram.DramStandard;

/**
 * Are bandwidth, latency and row counts those of Ramulator 2.1? Its figures were measured with DDR4-2400, one rank, open page,
 * map RoBaRaCoCh, a queue of 32 reads, all-bank refresh, and one request offered each cycle.
 */
class PeersTest {
  private static final double FIVE_PERCENT = 0.05;
  private static final double TWO_PERCENT = 0.02;

  @Test
  void aStreamRunsAsInRamulator() {
    compare(PeerTraces.stream(), 14.35, 191.4, 3_211_674, 594_819, 5_149, 0);
  }

  @Test
  void randomReadsRunAsInRamulator() {
    compare(PeerTraces.random(), 11.22, 255.1, 2_053_570, 51, 1_936, 297_990);
  }

  @Test
  void theRandomAddressesArePythons() {
    DramTrace trace = PeerTraces.random();
    // >>> random.seed(1); [random.randrange(0, (2<<30)//64) for _ in range(3)]
    assertEquals(9_017_031L * 64, trace.address(0));
    assertEquals(4_235_027L * 64, trace.address(1));
    assertEquals(17_117_392L * 64, trace.address(2));
  }

  private static void compare(DramTrace trace, double rate, double latency, long cycles, long hits, long misses, long conflicts) {
    DramStandard standard = DramStandard.DDR4_2400;
    TraceRun run = new TraceRun(standard, ControllerSettings.of(standard), trace, channel -> CommandTrace.NONE);
    run.offer(trace.size());
    DramStatistics measured = run.finish();
    double requests = trace.size();
    assertEquals(rate, measured.gigabytesPerSecond(), FIVE_PERCENT * rate);
    assertEquals(latency, measured.latencies().mean(), FIVE_PERCENT * latency);
    assertEquals(cycles, measured.cycles(), FIVE_PERCENT * cycles);
    assertEquals(hits, measured.rowHits(), TWO_PERCENT * requests);
    assertEquals(misses, measured.rowMisses(), TWO_PERCENT * requests);
    assertEquals(conflicts, measured.rowConflicts(), TWO_PERCENT * requests);
    assertEquals(trace.size(), measured.requests());
    assertEquals(trace.size(), measured.counts().reads());
  }
}
