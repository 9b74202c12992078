package org.lexicore.simulator;

import org.lexicore.model.instruction.Region;
import org.lexicore.model.program.DramAccess;
import org.lexicore.model.program.MemoryMap;

/** The host's way to the regions of a program that lies at {@code map}. */
record ProgramMemory(DramContent content, MemoryMap map) implements DramAccess {
  @Override
  public byte[] read(Region region, int offset, int length) {
    return content.read(map.base(region) + offset, length);
  }

  @Override
  public void write(Region region, int offset, byte[] bytes) {
    content.write(map.base(region) + offset, bytes);
  }
}
