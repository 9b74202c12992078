package org.lexicore.simulator.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Are mean and tail those of the latencies noted? */
class LatencyHistogramTest {
  @Test
  void percentilesAreLatenciesThatOccurred() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 1; i <= 99; i++) {
      histogram.add(i);
    }
    histogram.add(5000);
    assertEquals((99 * 100 / 2 + 5000) / 100.0, histogram.mean());
    assertEquals(50, histogram.percentile(50));
    assertEquals(99, histogram.percentile(99));
    assertEquals(5000, histogram.percentile(100));
    LatencyHistogram both = new LatencyHistogram();
    both.add(histogram);
    both.add(histogram);
    assertEquals(histogram.mean(), both.mean());
    assertEquals(50, both.percentile(50));
  }

  @Test
  void withoutReadsThereIsNone() {
    assertEquals(0, new LatencyHistogram().mean());
    assertEquals(0, new LatencyHistogram().percentile(99));
  }
}
