package org.lexicore.compiler.quantise;

import java.util.List;
import org.lexicore.model.network.QuantisedNetwork;

/**
 * A quantised network and what the user should know about it.
 *
 * @param warnings one line each
 */
public record Quantisation(QuantisedNetwork network, List<String> warnings) {
  public Quantisation {
    warnings = List.copyOf(warnings);
  }
}
