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
    int pixels = values.length / peaks.length;
    double most = 0;
    for (int c = 0; c < peaks.length; c++) {
      double peak = peak(values, c * pixels, (c + 1) * pixels);
      peaks[c] = Math.max(peaks[c], peak);
      most = Math.max(most, peak);
    }
    if (most <= Float.MAX_VALUE) {
      cover(most);
      count(values);
    } else {
      finite = false;
      countFinite(values);
    }
  }

  private static float peak(float[] values, int from, int to) {
    float peak = 0;
    for (int i = from; i < to; i++) {
      peak = Math.max(peak, Math.abs(values[i]));
    }
    return peak;
  }

  /** Lets the range reach beyond {@code magnitude}. */
  private void cover(double magnitude) {
    if (!(magnitude < Math.scalb(1.0, exponent))) {
      growTo(Math.getExponent(magnitude) + 1);
    }
    largest = Math.max(largest, magnitude);
  }

  private void countFinite(float[] values) {
    for (float value : values) {
      if (Math.abs(value) <= Float.MAX_VALUE) {
        cover(Math.abs(value));
        count(new float[] {value});
      }
    }
  }

  /** Counts values that the range covers. */
  private void count(float[] values) {
    double binsPerUnit = BINS / Math.scalb(1.0, exponent);
    long zeros = 0;
    float least = 0;
    for (float value : values) {
      int bin = (int) (Math.abs((double) value) * binsPerUnit);
      counts[bin]++;
      zeros += value == 0 ? 1 : 0;
      least = Math.min(least, value);
    }
    counts[0] -= zeros;
    negative |= least < 0;
    for (int i = 0; whole && i < values.length; i++) {
      whole = values[i] == Math.rint(values[i]);
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
