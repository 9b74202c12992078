package org.lexicore.model.program;

import org.lexicore.model.instruction.Region;
import org.lexicore.model.network.QuantisedTensor;

/** Where a tensor lies: {@code offset} bytes into {@code region}. */
public record TensorPlacement(QuantisedTensor tensor, Region region, int offset, TensorLayout layout) {
  /** The tensor's integers, channel-major (CHW). */
  public int[] read(DramAccess dram) {
    return layout.unpack(dram.read(region, offset, layout.bytes()), 0, tensor.signed());
  }

  /** Writes the tensor, padding included: {@code integers} are channel-major (CHW). */
  public void write(DramAccess dram, int[] integers) {
    dram.write(region, offset, layout.pack(integers));
  }
}
