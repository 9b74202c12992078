package org.lexicore.reports.area;

/**
 * An area between two published ends, in µm²: where published figures differ, one number would say more than is known.
 *
 * @param low the smallest
 * @param typical in between; {@code source} of each figure says how it was chosen
 * @param high the largest
 */
public record AreaRange(double low, double typical, double high) {
  /** No area. */
  public static final AreaRange NONE = new AreaRange(0, 0, 0);

  /** A known area. */
  public static AreaRange exactly(double um2) {
    return new AreaRange(um2, um2, um2);
  }

  /** Both together. */
  public AreaRange plus(AreaRange other) {
    return new AreaRange(low + other.low, typical + other.typical, high + other.high);
  }

  /** {@code factor} times this. */
  public AreaRange times(double factor) {
    return new AreaRange(factor * low, factor * typical, factor * high);
  }

  /** This by two factors that are ranges of their own: ends times ends. */
  public AreaRange times(AreaRange factors) {
    return new AreaRange(low * factors.low, typical * factors.typical, high * factors.high);
  }
}
