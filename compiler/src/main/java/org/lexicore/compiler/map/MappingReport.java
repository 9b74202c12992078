package org.lexicore.compiler.map;

import java.util.List;

/** How each layer is run, and what a user should know about it. */
public record MappingReport(List<LayerReport> layers, List<MappingNote> notes) {
  public MappingReport {
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }
}
