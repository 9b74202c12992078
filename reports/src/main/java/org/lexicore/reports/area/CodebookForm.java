package org.lexicore.reports.area;

/** A form in which a chip may hold codewords. */
public enum CodebookForm {
  /** No codebook. */
  NONE("none"),
  /** A table that the synthesiser makes gates of; its content is fixed, and decides about its size. */
  LOGIC_ROM("logic ROM"),
  /** A ROM macro, programmed by a mask. */
  MASK_ROM("mask ROM"),
  /** An SRAM macro, loaded from DRAM. */
  SRAM("SRAM"),
  /** Registers, loaded from DRAM. */
  FLIP_FLOPS("flip-flops");

  private final String words;

  CodebookForm(String words) {
    this.words = words;
  }

  /** In words. */
  public String words() {
    return words;
  }
}
