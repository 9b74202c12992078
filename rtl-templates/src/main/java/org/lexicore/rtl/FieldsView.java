package org.lexicore.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.InstructionSet.Placed;
import org.lexicore.model.instruction.Unit;

/**
 * A module that names the fields of an instruction's bits {@code high:low}.
 *
 * @param gaps whether bits belong to no field of the module
 */
public record FieldsView(String module, String purpose, int low, int high, List<FieldView> fields, boolean gaps) {
  /** One field: {@code range} and {@code separator} for its declaration, {@code slice} of the instruction; {@code padded} is its name. */
  public record FieldView(String name, String padded, String range, String separator, String slice) {}

  /** All of them: the unit, the waits, and the fields of each unit. */
  static List<FieldsView> all() {
    List<FieldsView> all = new ArrayList<>();
    List<Placed> header = InstructionSet.header();
    all.add(of("lexicore_unit_fields", "The unit that an instruction is for.", 0, header.subList(0, 1), 7));
    List<Placed> waits = header.subList(1, header.size());
    all.add(of("lexicore_wait_fields", "The tokens that an instruction waits for.", 8, waits, 71));
    for (Unit unit : Unit.values()) {
      String name = unit.name().toLowerCase(Locale.ROOT);
      all.add(of("lexicore_" + name + "_fields", "The fields of a " + name + ".", 8, InstructionSet.fields(unit), bits(unit) - 1));
    }
    return all;
  }

  /** Bits of {@code unit}'s instructions up to their last field. */
  static int bits(Unit unit) {
    Placed last = InstructionSet.fields(unit).getLast();
    return last.low() + last.bits();
  }

  private static FieldsView of(String module, String purpose, int low, List<Placed> fields, int high) {
    int named = fields.stream().mapToInt(Placed::bits).sum();
    int widest = fields.stream().mapToInt(Placed::bits).max().orElseThrow();
    int longest = fields.stream().mapToInt(field -> Names.verilog(field.name()).length()).max().orElseThrow();
    List<FieldView> views = fields.stream().map(field -> view(field, field.equals(fields.getLast()), widest, longest)).toList();
    return new FieldsView(module, purpose, low, high, views, named != high - low + 1);
  }

  private static FieldView view(Placed field, boolean last, int widest, int longest) {
    int high = field.low() + field.bits() - 1;
    String slice = field.bits() == 1 ? String.valueOf(field.low()) : high + ":" + field.low();
    String name = Names.verilog(field.name());
    return new FieldView(name, Names.padded(name, longest), Names.range(field.bits(), widest), last ? "" : ",", slice);
  }
}
