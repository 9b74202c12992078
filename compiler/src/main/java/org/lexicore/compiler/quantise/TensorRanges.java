package org.lexicore.compiler.quantise;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** How often which magnitude occurs in each tensor of a network, over its calibration samples. */
public final class TensorRanges {
  private static final int SAMPLES_AT_ONCE = 16;

  private final Map<String, MagnitudeHistogram> histograms = new LinkedHashMap<>();

  /**
   * Counts a tensor.
   *
   * @param node its name
   * @param samples all of them, channel-major
   */
  public void add(String node, int channels, float[][] samples) {
    MagnitudeHistogram total = new MagnitudeHistogram(channels);
    IntStream.range(0, Math.ceilDiv(samples.length, SAMPLES_AT_ONCE)).parallel().forEach(block -> {
      MagnitudeHistogram part = new MagnitudeHistogram(channels);
      for (int i = block * SAMPLES_AT_ONCE; i < Math.min(samples.length, (block + 1) * SAMPLES_AT_ONCE); i++) {
        part.add(samples[i]);
      }
      synchronized (total) {
        total.merge(part);
      }
    });
    histograms.put(node, total);
  }

  MagnitudeHistogram of(String node) {
    return histograms.get(node);
  }
}
