package org.lexicore.compiler.map;

import org.lexicore.model.program.Stage;

/**
 * What the host does between runs of the accelerator: one step, or the weights of one layer.
 *
 * @param kind what is done
 * @param elements that it makes
 * @param bytesRead from DRAM
 * @param bytesWritten to DRAM
 */
public record HostReport(String step, String kind, long elements, long bytesRead, long bytesWritten) {
  static HostReport of(Stage.Host work) {
    return new HostReport(work.name(), work.kind(), work.elements(), work.bytesRead(), work.bytesWritten());
  }
}
