package org.lexicore.reports.area;

import org.lexicore.reports.Band;

/**
 * The area of one part of an accelerator, in µm².
 *
 * @param part which
 * @param logic standard cells, before placement: a row's utilisation is not in it
 * @param memory macros
 */
public record AreaPart(String part, Band logic, Band memory) {
  /** Both. */
  public Band total() {
    return logic.plus(memory);
  }
}
