package org.lexicore.cli.campaign;

import java.nio.file.Path;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;

/** Writes the Verilog of an accelerator with a ROM into {@code folder/rtl}: that of the generator, or an edited one. */
@FunctionalInterface
public interface RtlWriter {
  /** Writes it; {@code rom} is empty without a ROM. */
  void write(Accelerator accelerator, byte[] rom, Path folder);

  /**
   * What tells this Verilog from that of the generator, whose build counts anyway: no result of another one holds for
   * it.
   */
  default String fingerprint() {
    return "";
  }

  /** What the registers CONFIGURATION_* of it read. */
  default long configurationHash(Accelerator accelerator, byte[] rom) {
    return ConfigurationHash.of(accelerator, rom);
  }
}
