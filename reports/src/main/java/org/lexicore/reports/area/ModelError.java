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
  /** From signed relative errors, at least one. */
  static ModelError of(Collection<Double> errors) {
    double mean = errors.stream().mapToDouble(Math::abs).average().orElseThrow();
    double max = errors.stream().mapToDouble(Math::abs).max().orElseThrow();
    return new ModelError(mean, max, errors.size());
  }
}
