package org.lexicore.rtl;

import java.util.Locale;
import java.util.Set;

/** Names of Java and of the register table as Verilog writes them. */
final class Names {
  /** Words of Verilog and SystemVerilog that fields or registers are called by; more cannot come in unnoticed: the lint would fail. */
  private static final Set<String> RESERVED = Set.of("signed", "parameter", "program", "input", "output");

  private Names() {}

  /** {@code rowsPerPass} and {@code ROWS_PER_PASS} as {@code rows_per_pass}; a reserved word gets an underscore at its end. */
  static String verilog(String name) {
    boolean constant = name.equals(name.toUpperCase(Locale.ROOT));
    String snake = constant ? name : name.replaceAll("([A-Z])", "_$1");
    String lower = snake.toLowerCase(Locale.ROOT);
    return RESERVED.contains(lower) ? lower + "_" : lower;
  }

  /** {@code "[bits-1:0] "}, or nothing for one bit. */
  static String range(int bits) {
    return bits == 1 ? "" : "[" + (bits - 1) + ":0] ";
  }

  /** The same, filled up with blanks so that names behind the ranges of up to {@code widest} bits begin in one column. */
  static String range(int bits, int widest) {
    return padded(range(bits), range(widest).length());
  }

  /** {@code text}, filled up with blanks. */
  static String padded(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.length()));
  }
}
