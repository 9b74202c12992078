package org.lexicore.cli.demo;

import java.util.List;

/**
 * One way to store the weights, and where the codewords lie.
 *
 * @param name also that of its folder
 * @param scheme what becomes of the weights
 * @param place value of {@code codebook.place}
 */
record Variant(String name, Scheme scheme, String place) {
  /** What becomes of the weights. */
  enum Scheme {
    INT8,
    PER_LAYER,
    UNIVERSAL
  }

  /** The variants that the demo sets side by side. */
  static final List<Variant> ALL = List.of(
      new Variant("int8", Scheme.INT8, "none"),
      new Variant("per-layer-sram", Scheme.PER_LAYER, "sram"),
      new Variant("universal-sram", Scheme.UNIVERSAL, "sram"),
      new Variant("universal-rom", Scheme.UNIVERSAL, "rom"));
}
