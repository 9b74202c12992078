package org.lexicore.cli.campaign;

import java.nio.file.Path;
import org.lexicore.model.accelerator.Accelerator;

/** Writes the Verilog of an accelerator with a ROM into {@code folder/rtl}: that of the generator, or an edited one. */
@FunctionalInterface
public interface RtlWriter {
  /** Writes it; {@code rom} is empty without a ROM. */
  void write(Accelerator accelerator, byte[] rom, Path folder);
}
