package org.lexicore.compiler.quantise;

/** Which magnitude becomes the largest integer; what lies beyond it saturates. */
public sealed interface RangeChoice {
  /** The largest magnitude seen: nothing saturates. */
  record Largest() implements RangeChoice {}

  /** The magnitude that the given share of the non-zero values does not exceed, for example 0.9999. */
  record Percentile(double share) implements RangeChoice {
    public Percentile {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("a share lies in (0, 1], not " + share);
      }
    }
  }

  /** The magnitude with the least mean squared error of rounding and saturation together. */
  record LeastSquares() implements RangeChoice {}

  /**
   * The magnitude that {@code usual} chooses, or that with the least mean squared error if it is larger: for tensors whose few largest values
   * matter most, as GELU's do.
   */
  record LongTail(RangeChoice usual) implements RangeChoice {}

  /**
   * The magnitude to clip at.
   *
   * @param steps integers between zero and it: 127 or 255
   * @return positive; 1 where the tensor was zero throughout
   */
  default double limit(MagnitudeHistogram histogram, int steps) {
    if (histogram.largest() == 0) {
      return 1;
    }
    return switch (this) {
      case Largest largest -> histogram.largest();
      case Percentile percentile -> percentile(histogram, percentile.share());
      case LeastSquares leastSquares -> leastSquares(histogram, steps);
      case LongTail longTail -> Math.max(longTail.usual().limit(histogram, steps), leastSquares(histogram, steps));
    };
  }

  private static double percentile(MagnitudeHistogram histogram, double share) {
    double wanted = share * histogram.total();
    long seen = 0;
    for (int bin = 0; bin < MagnitudeHistogram.BINS; bin++) {
      seen += histogram.count(bin);
      if (seen >= wanted) {
        return Math.min(histogram.largest(), histogram.centre(bin));
      }
    }
    return histogram.largest();
  }

  private static double leastSquares(MagnitudeHistogram histogram, int steps) {
    double best = histogram.largest();
    double least = Double.POSITIVE_INFINITY;
    for (int percent = 100; percent >= 20; percent--) {
      double limit = histogram.largest() * percent / 100;
      double error = squaredError(histogram, limit, limit / steps);
      if (error < least) {
        least = error;
        best = limit;
      }
    }
    return best;
  }

  private static double squaredError(MagnitudeHistogram histogram, double limit, double step) {
    double error = 0;
    for (int bin = 0; bin < MagnitudeHistogram.BINS; bin++) {
      long count = histogram.count(bin);
      if (count > 0) {
        double beyond = histogram.centre(bin) - limit;
        error += count * (beyond > 0 ? beyond * beyond : step * step / 12);
      }
    }
    return error;
  }
}
