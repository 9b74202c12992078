package org.lexicore.compiler.quantise;

import java.util.List;
import org.lexicore.compiler.note.LayerNote;
import org.lexicore.model.network.QuantisedNetwork;

/**
 * A quantised network and what the user should know about it.
 *
 * @param warnings what may cost accuracy, by layer
 */
public record Quantisation(QuantisedNetwork network, List<LayerNote> warnings) {
  public Quantisation {
    warnings = List.copyOf(warnings);
  }
}
