package org.lexicore.rtl;

import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Registers.Register;

/** {@code lexicore.h}: the registers for a driver in C or C++. */
final class CHeader {
  private CHeader() {}

  static String text(long configurationHash) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format("/* Lexicore %s, configuration %016x: the registers. */\n", RtlGenerator.VERSION, configurationHash));
    text.append("#ifndef LEXICORE_H\n#define LEXICORE_H\n\n");
    text.append("/* Byte offsets from the base of s_axi. */\n");
    for (Register register : Registers.all()) {
      define(text, register.name(), String.format("0x%03Xu", register.offset()), register.meaning());
    }
    text.append("\n/* Values and bits. */\n");
    define(text, "IDENTITY_VALUE", String.format("0x%08Xu", Registers.IDENTITY_VALUE), "what IDENTITY reads");
    define(text, "CONFIGURATION", String.format("0x%016XULL", configurationHash), "what CONFIGURATION_HIGH and _LOW read");
    define(text, "CONTROL_START", Registers.START + "u", "starts a run");
    define(text, "CONTROL_SOFT_RESET", Registers.SOFT_RESET + "u", "ends a run");
    define(text, "STATUS_RUNNING", Registers.RUNNING + "u", "a run is under way");
    define(text, "STATUS_DONE", Registers.DONE + "u", "the last run ended well");
    define(text, "STATUS_READ_ERROR", Registers.READ_ERROR + "u", "a read ended in an error response");
    define(text, "STATUS_WRITE_ERROR", Registers.WRITE_ERROR + "u", "a write ended in an error response");
    define(text, "STATUS_ILLEGAL", Registers.ILLEGAL + "u", "an instruction was illegal");
    text.append("\n#endif\n");
    return text.toString();
  }

  private static void define(StringBuilder text, String name, String value, String meaning) {
    text.append(String.format("#define LEXICORE_%-32s %-20s /* %s */\n", name, value, meaning));
  }
}
