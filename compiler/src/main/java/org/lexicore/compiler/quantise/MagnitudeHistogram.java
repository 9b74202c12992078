package org.lexicore.compiler.quantise;

/**
 * How often which magnitude occurs in a tensor, over any number of samples.
 *
 * <p>The range is always a power of two and doubles by merging neighbouring bins, so that the counts depend neither on the order of
 * the values nor on how the work was shared among threads.
 */
final class MagnitudeHistogram {
  /** Bins over the range; at least half of them lie below the largest magnitude. */
  static final int BINS = 4096;

  private static final int SMALLEST_EXPONENT = -120;

  private final long[] counts = new long[BINS];
  private final double[] peaks;
  private int exponent = SMALLEST_EXPONENT;
  private double largest;
  private boolean negative;
  private boolean finite = true;
  private boolean whole = true;

  /** A histogram of vectors. */
  MagnitudeHistogram() {
    this(1);
  }

  /** A histogram of channel-major maps of so many channels. */
  MagnitudeHistogram(int channels) {
    peaks = new double[channels];
  }

  /** Counts every value; a zero is counted nowhere, for it is always exact. */
  void add(float[] values) {
    count(values);
    int pixels = values.length / peaks.length;
    for (int i = 0; i < pixels * peaks.length; i++) {
      peaks[i / pixels] = Math.max(peaks[i / pixels], Math.abs(values[i]));
    }
  }

  private void count(float[] values) {
    double limit = Math.scalb(1.0, exponent);
    double binsPerUnit = BINS / limit;
    for (float value : values) {
      double magnitude = Math.abs((double) value);
      if (!(magnitude < limit)) {
        if (!(magnitude <= Float.MAX_VALUE)) {
          finite = false;
          continue;
        }
        growTo(Math.getExponent(magnitude) + 1);
        limit = Math.scalb(1.0, exponent);
        binsPerUnit = BINS / limit;
      }
      if (magnitude > 0) {
        counts[(int) (magnitude * binsPerUnit)]++;
        largest = Math.max(largest, magnitude);
        negative |= value < 0;
        whole &= value == Math.rint(value);
      }
    }
  }

  /** Adds what {@code other} has counted. */
  void merge(MagnitudeHistogram other) {
    growTo(other.exponent);
    other.growTo(exponent);
    for (int bin = 0; bin < BINS; bin++) {
      counts[bin] += other.counts[bin];
    }
    largest = Math.max(largest, other.largest);
    for (int c = 0; c < peaks.length; c++) {
      peaks[c] = Math.max(peaks[c], other.peaks[c]);
    }
    negative |= other.negative;
    finite &= other.finite;
    whole &= other.whole;
  }

  private void growTo(int wanted) {
    for (; exponent < wanted; exponent++) {
      for (int bin = 0; bin < BINS / 2; bin++) {
        counts[bin] = counts[2 * bin] + counts[2 * bin + 1];
      }
      java.util.Arrays.fill(counts, BINS / 2, BINS, 0);
      if (largest == 0) {
        exponent = wanted - 1;
      }
    }
  }

  /** Whether all values were finite. */
  boolean finite() {
    return finite;
  }

  /** Largest magnitude, 0 if there was nothing but zeros. */
  double largest() {
    return largest;
  }

  /** Largest magnitude in each channel. */
  double[] peaks() {
    return peaks.clone();
  }

  /** Whether all values were whole numbers. */
  boolean whole() {
    return whole;
  }

  /** Whether a value below zero occurred. */
  boolean negative() {
    return negative;
  }

  /** Non-zero values in bin {@code bin}. */
  long count(int bin) {
    return counts[bin];
  }

  /** Magnitude in the middle of bin {@code bin}. */
  double centre(int bin) {
    return Math.scalb((bin + 0.5) / BINS, exponent);
  }

  /** Non-zero values. */
  long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }
}
