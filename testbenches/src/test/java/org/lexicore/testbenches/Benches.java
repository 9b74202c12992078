package org.lexicore.testbenches;

import java.nio.file.Path;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.ConfigurationHash;
import org.lexicore.rtl.RtlGenerator;

/** What all tests with generated RTL do. */
final class Benches {
  private Benches() {}

  /** Designs are built fast, and kept between test runs. */
  static BenchOptions options() {
    return BenchOptions.standard().quick().withCache(Path.of("target", "designs"));
  }

  /** Writes the RTL into {@code folder/rtl}. */
  static Path rtl(Accelerator accelerator, byte[] rom, Path folder) {
    RtlGenerator.generate(accelerator, rom, folder);
    return folder.resolve("rtl");
  }

  /** Generates the RTL of the cases' accelerator and runs them one after the other in lockstep. */
  static Verification lockstep(List<Case> cases, Path folder, BenchOptions options) {
    Accelerator accelerator = cases.get(0).accelerator();
    byte[] rom = Case.rom(cases);
    List<Inference> inferences = cases.stream().map(Case::inference).toList();
    return Lockstep.verify(
        inferences, accelerator, rom, ConfigurationHash.of(accelerator, rom), rtl(accelerator, rom, folder), folder.resolve("work"),
        options);
  }
}
