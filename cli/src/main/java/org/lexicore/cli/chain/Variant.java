package org.lexicore.cli.chain;

import java.util.List;
import org.lexicore.reports.study.Study;

/**
 * One way to store the weights, and where the codewords lie.
 *
 * @param name also that of its folder
 * @param scheme what becomes of the weights
 * @param place value of {@code codebook.place}
 */
public record Variant(String name, Scheme scheme, String place) {
  /** What becomes of the weights. */
  public enum Scheme {
    INT8,
    PER_LAYER,
    UNIVERSAL
  }

  /** A universal codebook that is loaded once. */
  public static final Variant UNIVERSAL_SRAM = new Variant(Study.SRAM, Scheme.UNIVERSAL, "sram");

  /** The variants that are set side by side. */
  public static final List<Variant> ALL = List.of(
      new Variant("int8", Scheme.INT8, "none"),
      new Variant("per-layer-sram", Scheme.PER_LAYER, "sram"),
      UNIVERSAL_SRAM,
      new Variant(Study.ROM, Scheme.UNIVERSAL, "rom"));

  /** The settings under which the accelerator's codebook has just the room for {@code entries} codewords of {@code dimension}. */
  public List<String> settings(int entries, int dimension) {
    return List.of("codebook.place=" + place, "codebook.books=1", "codebook.entries=" + entries, "codebook.dimension=" + dimension);
  }
}
