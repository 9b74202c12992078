package org.lexicore.rtl;

import java.util.Locale;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Registers.Register;

/** {@code docs/registers.md}, from the table that the Verilog and the C header come from. */
public final class RegisterDocs {
  private RegisterDocs() {}

  /** The page. */
  public static String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Registers

        AXI4-Lite, 32 bits a register, offsets in bytes. Written by `RegisterDocs` from `Registers.java`: do not edit.

        A write to a register that may only be read, a read of one that may only be written, and any access to an offset that is not
        listed are answered with SLVERR. Byte strobes count. 64-bit counters are two registers; read them when STATUS.running is 0.

        """);
    page.append("| offset | register | access | meaning |\n|---|---|---|---|\n");
    for (Register register : Registers.all()) {
      page.append(
          String.format("| 0x%03X | %s | %s | %s |\n", register.offset(), register.name(), access(register), register.meaning()));
    }
    page.append(
        """

        A run: write PROGRAM, INSTRUCTIONS and the four region bases, set INTERRUPT_ENABLE, write 1 to CONTROL, wait for irq or poll
        STATUS, write 1 to INTERRUPT_CLEAR. Starting clears done, errors and counters. The configuration hash tells whether a program was
        made for this hardware: it covers everything about the accelerator that is built, and the ROM's content.
        """);
    return page.toString();
  }

  private static String access(Register register) {
    return register.access().name().toLowerCase(Locale.ROOT).replace("_", ", ");
  }
}
