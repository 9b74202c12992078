package org.lexicore.cli.accelerator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lexicore.cli.terminal.Nearest;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.WriteOrder;
import org.lexicore.model.dram.AddressMap;
import org.lexicore.model.dram.DramStandard;
import org.lexicore.model.dram.PagePolicy;

/** What a field's value is; {@link #noun} completes "is not ...". */
public enum FieldKind {
  INTEGER("a whole number"),
  NUMBER("a number"),
  TEXT("a text"),
  PLACE(List.of("none", "sram", "rom")),
  DRAM(
      Stream.concat(Stream.of(Accelerator.Dram.Ideal.KIND), Arrays.stream(DramStandard.values()).map(DramStandard::word)).toList()),
  WRITE_ORDER(Arrays.stream(WriteOrder.values()).map(WriteOrder::word).toList()),
  ADDRESS_MAP(Arrays.stream(AddressMap.values()).map(AddressMap::word).toList()),
  PAGE_POLICY(Arrays.stream(PagePolicy.values()).map(PagePolicy::word).toList()),
  SWITCH(List.of("on", "off"));

  private final String noun;
  private final Set<String> words;

  FieldKind(String noun) {
    this.noun = noun;
    this.words = Set.of();
  }

  /** One of a few words. */
  FieldKind(List<String> words) {
    List<String> all = new ArrayList<>(words);
    String last = all.removeLast();
    this.noun = String.join(", ", all) + " or " + last;
    this.words = Set.copyOf(words);
  }

  String noun() {
    return noun;
  }

  /** "did you mean sram?" if one of its words is close to {@code text}, else an {@code example} to write. */
  String remedy(String text, Object example) {
    return Nearest.among(text, words).orElse("write e.g. " + example);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** The value that {@code text} says, or null if it says none: a long, a double or a text. */
  Object parse(String text) {
    try {
      return switch (this) {
        case INTEGER -> (long) Integer.parseInt(text);
        case NUMBER -> finite(Double.parseDouble(text));
        case TEXT -> text.isBlank() ? null : text;
        case PLACE, DRAM, WRITE_ORDER, ADDRESS_MAP, PAGE_POLICY, SWITCH -> words.contains(text) ? text : null;
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
