package org.lexicore.compiler.map;

import java.util.List;

/**
 * How each layer is run, what the host does, and what a user should know about it.
 *
 * @param runs how often the accelerator is started
 */
public record MappingReport(List<LayerReport> layers, int runs, List<HostReport> host, List<MappingNote> notes) {
  public MappingReport {
    layers = List.copyOf(layers);
    host = List.copyOf(host);
    notes = List.copyOf(notes);
  }
}
