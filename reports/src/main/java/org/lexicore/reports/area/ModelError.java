package org.lexicore.reports.area;

import java.util.Collection;

/**
 * How far the model is from synthesis, relative to synthesis.
 *
 * @param mean of the magnitudes
 * @param max the largest magnitude
 * @param samples how many were compared
 */
public record ModelError(double mean, double max, int samples) {
  /** Nothing was compared. */
  static final ModelError NONE = new ModelError(0, 0, 0);

  /** From signed relative errors, or {@link #NONE}. */
  static ModelError of(Collection<Double> errors) {
    if (errors.isEmpty()) {
      return NONE;
    }
    double mean = errors.stream().mapToDouble(Math::abs).average().orElseThrow();
    double max = errors.stream().mapToDouble(Math::abs).max().orElseThrow();
    return new ModelError(mean, max, errors.size());
  }
}
