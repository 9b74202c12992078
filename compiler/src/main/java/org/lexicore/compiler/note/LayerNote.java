package org.lexicore.compiler.note;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Something that a user should know about how a layer is run.
 *
 * @param text what and why, the same for all layers of which it holds
 * @param amounts what it comes to in this layer
 */
public record LayerNote(String layer, String text, List<Amount> amounts) {
  public LayerNote {
    amounts = List.copyOf(amounts);
  }

  /** A note without an amount. */
  public LayerNote(String layer, String text) {
    this(layer, text, List.of());
  }

  /** How much of something. */
  public record Amount(Measure measure, double value) {}

  /** What is measured, and how layers add up. */
  public enum Measure {
    MORE_ELEMENTS("%.0f more elements are written and read", true),
    CODEBOOK_BYTES("%.0f bytes of codebooks", true),
    UNPADDED_BYTES("%.0f without the padding", true),
    INDICES("indices: %.0f", true),
    CHANNELS("output channels: %.0f", true),
    FACTOR("by a factor of up to %.3g", false),
    SUM("up to %.0f", false);

    private final String format;
    private final boolean sums;

    Measure(String format, boolean sums) {
      this.format = format;
      this.sums = sums;
    }

    private double joined(double one, double other) {
      return sums ? one + other : Math.max(one, other);
    }
  }

  /**
   * One line for each text, with the layers that it holds of and what it comes to in all of them.
   *
   * @param labels what to call a layer
   */
  public static List<String> lines(List<LayerNote> notes, UnaryOperator<String> labels) {
    Map<String, List<LayerNote>> byText = new LinkedHashMap<>();
    notes.forEach(note -> byText.computeIfAbsent(note.text, text -> new ArrayList<>()).add(note));
    return byText.values().stream().map(alike -> line(alike, labels)).toList();
  }

  private static String line(List<LayerNote> alike, UnaryOperator<String> labels) {
    Set<String> layers = new LinkedHashSet<>();
    Map<Measure, Double> amounts = new LinkedHashMap<>();
    for (LayerNote note : alike) {
      layers.add(labels.apply(note.layer));
      note.amounts.forEach(amount -> amounts.merge(amount.measure, amount.value, amount.measure::joined));
    }
    String place = layers.size() == 1 ? layers.iterator().next() : layers.size() + " layers (" + Names.of(List.copyOf(layers)) + ")";
    StringBuilder line = new StringBuilder(place + ": " + alike.getFirst().text);
    String before = "; ";
    for (var amount : amounts.entrySet()) {
      line.append(before).append(String.format(Locale.ROOT, amount.getKey().format, amount.getValue()));
      before = ", ";
    }
    return line.toString();
  }
}
