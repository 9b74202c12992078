package org.lexicore.rtl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lexicore.model.instruction.Instruction;
import org.lexicore.model.instruction.InstructionSet;
import org.lexicore.model.instruction.InstructionSet.Placed;
import org.lexicore.model.instruction.Region;
import org.lexicore.model.instruction.Target;
import org.lexicore.model.instruction.Traffic;
import org.lexicore.model.instruction.Unit;

/** {@code docs/instruction-set.md}, from the records that encode and decode instructions. */
public final class InstructionSetDocs {
  /** Traffic that a load can count as; the others are not a load's. */
  private static final int LOAD_KINDS = 5;

  private InstructionSetDocs() {}

  /** The page. */
  public static String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Instruction set

        Written by `InstructionSetDocs` from `Instruction.java`, which also states each instruction's loop nest: do not edit.

        An instruction has %d bytes, little-endian; bit 0 is the lowest bit of the first byte. Bits that are not named are 0. "Word" is one AXI
        data word. Addresses into on-chip memories wrap at the memory's size.

        ## All instructions

        """.formatted(Instruction.BYTES));
    table(page, InstructionSet.header());
    page.append("\nUnit codes: ").append(codes(List.of(Unit.values()))).append(". An instruction issues when each unit has retired\n");
    page.append("at least as many instructions as it waits for: `(int16)(retired - wait) >= 0`.\n");
    for (Unit unit : Unit.values()) {
      page.append("\n## ").append(unit.name().charAt(0)).append(unit.name().substring(1).toLowerCase(Locale.ROOT)).append("\n\n");
      table(page, InstructionSet.fields(unit));
    }
    page.append(
        """

        ## Illegal instructions

        An instruction is illegal if a field is less than the least that its row above states, or no multiple of the word where its row asks for one. That is all:

        """);
    for (Unit unit : Unit.values()) {
      page.append(illegal(unit));
    }
    page.append(
        """

        It is not dispatched. The run ends as at a bus error: what is on the bus completes, instructions under way are broken off, STATUS bit 4 is 1 and irq rises. Other
        fields may have any value: addresses wrap, and codes that mean nothing write nothing and count nowhere.
        """);
    page.append("\n## Codes\n\n");
    page.append("- Traffic: ").append(codes(List.of(Traffic.values()).subList(0, LOAD_KINDS))).append("\n");
    page.append("- Region: ").append(codes(List.of(Region.values()))).append("\n");
    page.append("- Target: ").append(codes(List.of(Target.values()))).append("\n");
    return page.toString();
  }

  private static void table(StringBuilder page, List<Placed> fields) {
    page.append("| bits | field | meaning |\n|---|---|---|\n");
    for (Placed field : fields) {
      String bits = field.bits() == 1 ? String.valueOf(field.low()) : field.low() + field.bits() - 1 + ":" + field.low();
      String type = (field.signed() ? " (two's complement)" : "") + limit(field);
      page.append("| ").append(bits).append(" | ").append(field.name()).append(" | ").append(field.meaning()).append(type).append(" |\n");
    }
  }

  private static String limit(Placed field) {
    return (field.least() > 0 ? "; at least " + field.least() : "") + (field.aligned() ? "; a multiple of the word" : "");
  }

  private static String illegal(Unit unit) {
    List<Placed> fields = InstructionSet.fields(unit);
    String counts = fields.stream().filter(field -> field.least() > 0).map(Placed::name).collect(Collectors.joining(", "));
    String aligned = fields.stream().filter(Placed::aligned).map(Placed::name).collect(Collectors.joining(", "));
    return "- " + unit.name().toLowerCase(Locale.ROOT) + ": " + counts + " is 0" + (aligned.isEmpty() ? "" : "; " + aligned + " is no multiple of the word") + "\n";
  }

  private static String codes(List<? extends Enum<?>> values) {
    StringBuilder codes = new StringBuilder();
    for (Enum<?> value : values) {
      codes.append(codes.isEmpty() ? "" : ", ").append(value.ordinal()).append(' ').append(value.name().toLowerCase(Locale.ROOT));
    }
    return codes.toString();
  }
}
