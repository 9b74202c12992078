package org.lexicore.model.program;

import org.lexicore.model.instruction.Region;

/** How the host reads and writes a program's regions. */
public interface DramAccess {
  /** The {@code length} bytes from {@code offset} in {@code region} on. */
  byte[] read(Region region, int offset, int length);

  /** Puts {@code bytes} from {@code offset} in {@code region} on. */
  void write(Region region, int offset, byte[] bytes);
}
