package org.lexicore.rtl;

import java.util.List;
import org.lexicore.model.instruction.Registers;
import org.lexicore.model.instruction.Registers.Access;
import org.lexicore.model.instruction.Registers.Register;

/**
 * The register file.
 *
 * @param inputs read-only registers whose value comes from outside
 * @param stored registers that keep what the host writes
 * @param pulses registers of which a write is an act
 */
public record RegistersView(
    List<RegisterView> inputs,
    List<RegisterView> stored,
    List<RegisterView> pulses,
    List<RegisterView> writable,
    List<RegisterView> readable) {
  /** One register: {@code word} is bits 11:2 of its address as a Verilog constant, {@code value} what a read gives. */
  public record RegisterView(String name, String word, String value) {}

  static RegistersView of(long configurationHash) {
    List<Register> all = Registers.all();
    return new RegistersView(
        views(all.stream().filter(r -> r.access() == Access.READ && !constant(r)).toList(), configurationHash),
        views(all.stream().filter(r -> r.access() == Access.READ_WRITE).toList(), configurationHash),
        views(all.stream().filter(r -> r.access() == Access.WRITE).toList(), configurationHash),
        views(all.stream().filter(r -> r.access() != Access.READ).toList(), configurationHash),
        views(all.stream().filter(r -> r.access() != Access.WRITE).toList(), configurationHash));
  }

  private static List<RegisterView> views(List<Register> registers, long hash) {
    return registers.stream().map(r -> view(r, hash)).toList();
  }

  private static RegisterView view(Register register, long hash) {
    String name = Names.verilog(register.name());
    String value =
        switch (register.offset()) {
          case Registers.IDENTITY -> hex(Registers.IDENTITY_VALUE);
          case Registers.CONFIGURATION_LOW -> hex((int) hash);
          case Registers.CONFIGURATION_HIGH -> hex((int) (hash >>> 32));
          default -> name;
        };
    return new RegisterView(name, String.format("10'h%03X", register.offset() / 4), value);
  }

  private static boolean constant(Register register) {
    return register.offset() <= Registers.CONFIGURATION_HIGH;
  }

  private static String hex(int value) {
    return String.format("32'h%08X", value);
  }
}
