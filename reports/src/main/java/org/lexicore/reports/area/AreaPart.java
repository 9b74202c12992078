package org.lexicore.reports.area;

/**
 * The area of one part of an accelerator, in µm².
 *
 * @param part which
 * @param logic standard cells, before placement: a row's utilisation is not in it
 * @param memory macros
 */
public record AreaPart(String part, AreaRange logic, AreaRange memory) {
  /** Both. */
  public AreaRange total() {
    return logic.plus(memory);
  }
}
