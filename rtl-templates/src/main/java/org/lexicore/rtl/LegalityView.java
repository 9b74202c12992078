package org.lexicore.rtl;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.InstructionSet.Placed;
import org.lexicore.model.instruction.Unit;

/** What makes an instruction of one unit illegal, as terms of a Verilog expression on the instruction in {@code register}. */
public record LegalityView(int code, List<TermView> terms) {
  /** One term: 1 if {@code field} is wrong. */
  public record TermView(String text, String separator, String field) {}

  /** That of each unit. */
  static List<LegalityView> all() {
    List<LegalityView> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      all.add(of(unit));
    }
    return all;
  }

  private static LegalityView of(Unit unit) {
    List<Placed> checked = InstructionSet.fields(unit).stream().filter(field -> field.least() > 0 || field.aligned()).toList();
    List<TermView> terms = new ArrayList<>();
    for (Placed field : checked) {
      terms.add(new TermView(text(field), field.equals(checked.getLast()) ? ";" : " ||", Names.verilog(field.name())));
    }
    return new LegalityView(unit.ordinal(), terms);
  }

  private static String text(Placed field) {
    if (field.least() > 1 || field.least() > 0 && field.aligned()) {
      throw new IllegalStateException(field.name() + ": the fetch only knows fields that must not be 0, and aligned ones");
    }
    String slice = (field.low() + field.bits() - 1) + ":" + field.low();
    return field.aligned()
        ? "register[" + field.low() + " +: WORD_SHIFT] != {WORD_SHIFT{1'b0}}"
        : "register[" + slice + "] == " + field.bits() + "'d0";
  }
}
