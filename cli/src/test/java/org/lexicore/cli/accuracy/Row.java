package org.lexicore.cli.accuracy;

import java.util.List;

/**
 * A line of the table.
 *
 * @param bitsPerWeight of all convolutions and matrices, codebooks counted; 0 where nobody counted them
 */
record Row(String network, String variant, double bitsPerWeight, List<Measure> measures) {
  Row {
    measures = List.copyOf(measures);
  }

  /** The value of the measure called {@code name}. */
  double value(String name) {
    return measures.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow().value();
  }
}
