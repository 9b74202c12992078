package org.lexicore.compiler.map;

import java.util.List;
import org.lexicore.compiler.note.ExpandedCodes;
import org.lexicore.compiler.note.LayerNote;

/**
 * How each layer is run, what the host does, and what a user should know about it.
 *
 * @param runs how often the accelerator is started
 * @param expanded the layers that have codes and run on int8 weights
 */
public record MappingReport(List<LayerReport> layers, int runs, List<HostReport> host, List<LayerNote> notes, List<ExpandedCodes> expanded) {
  public MappingReport {
    layers = List.copyOf(layers);
    host = List.copyOf(host);
    notes = List.copyOf(notes);
    expanded = List.copyOf(expanded);
  }
}
