package org.lexicore.rtl;

import java.util.Locale;
import java.util.Map;
import org.lexicore.model.accelerator.Accelerator;

/** {@code README.md} of the generated folder: what it is, how to use it, what it is made of. */
final class Summary {
  private Summary() {}

  static String text(Accelerator a, long hash, Map<String, String> modules, boolean image) {
    HardwareCount count = HardwareCount.of(a);
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # %s

        Verilog-2005 of a Lexicore accelerator, version %s, configuration `%016x`. Top module `lexicore`; `lexicore_core` is the
        same with event ports for verification. Files in the order of `lexicore.f`; registers for C in `lexicore.h`.

            verilator --lint-only -Wall --top-module lexicore -f lexicore.f

        Both buses are registered: no path leads from an input to an output. The master's constants: AxLOCK 0, AxCACHE 0011 (normal,
        non-cacheable, bufferable), AxPROT 010 (data, non-secure, unprivileged), AxQOS 0; a write's address and first data come together.

        `aresetn` is synchronous to `aclk`: synchronise its release outside, and hold it low for at least 2 rising edges, with every
        valid into the design low. RAMs are not reset. In mid-run, end the run by a soft reset first, or reset the memory's side too.

        """.formatted(a.name(), RtlGenerator.VERSION, hash));
    if (image) {
      text.append("The codebook is in `").append(CodebookView.IMAGE).append("`: set the parameter `MEMORY_DIR` of the top module to its\n");
      text.append("folder, with a slash at the end.\n\n");
    }
    text.append("All RAMs are `lexicore_ram`").append(a.codebook().isFixed() ? ", all ROMs `lexicore_rom`" : "");
    text.append(": replace its body by a macro.\n\n| parameter of `lexicore_core` | value |\n|---|---|\n");
    CoreParameters.of(a).forEach((name, value) -> text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
    text.append("\n| made of | number |\n|---|---|\n");
    text.append("| multipliers of 8 × 9 bits, array | ").append(count.multipliers()).append(" |\n");
    text.append("| multipliers of bytes, requantisers | ").append(count.byteMultipliers()).append(" |\n");
    text.append("| flip-flops | ").append(count.allFlipFlops()).append(" |\n");
    text.append("| RAM bits | ").append(count.ramBits()).append(" |\n");
    text.append("| ROM bits | ").append(count.romBits()).append(" |\n");
    text.append("\n| module | flip-flops | purpose |\n|---|---|---|\n");
    modules.forEach(
        (module, source) -> {
          Integer flipFlops = count.flipFlops().get(module);
          text.append(
              String.format(Locale.ROOT, "| %s | %s | %s |\n", module, flipFlops == null ? "" : flipFlops, purpose(source)));
        });
    return text.toString();
  }

  /** The first sentence of a module's header: the third line, behind the version. */
  private static String purpose(String source) {
    return source.lines().skip(2).findFirst().orElseThrow().substring(3);
  }
}
