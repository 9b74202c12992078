package org.lexicore.reports.area;

import java.util.List;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.Band;

/** The area of a codebook in any of its forms, for all its ports. */
final class CodebookArea {
  /** A flip-flop and the multiplexer that enables it: DFFPOSX1 96, MUX2X1 48 µm², osu018_stdcells.lef. */
  private static final double ENABLED_FLIP_FLOP_UM2 = 96 + 48;

  /** A bit of a reader's choice among words: MUX2X1, osu018_stdcells.lef. */
  private static final double MULTIPLEXER_UM2 = 48;

  /** Codewords of the largest table that was synthesised whole, and of a slice of a larger one. */
  private static final int LARGEST_SYNTHESISED = 4096;

  private static final int SLICE_WORDS = 1024;

  private final LogicModel model;
  private final Technology technology;

  CodebookArea(LogicModel model, Technology technology) {
    this.model = model;
    this.technology = technology;
  }

  /**
   * Cells and macros of {@code a}'s codebook as {@code form}; each port of a ROM or SRAM is a copy, and no macro is smaller than the
   * smallest.
   */
  AreaPart of(Accelerator a, CodebookForm form) {
    return of(a, form, a.codebook().ports());
  }

  private AreaPart of(Accelerator a, CodebookForm form, int ports) {
    long bits = 8L * a.codebook().bytes();
    long macroBits = ports * Math.max(bits, Memories.SMALLEST_MACRO_BITS);
    Band none = Band.ZERO;
    Band cells = technology.logic().factors();
    return switch (form) {
      case NONE -> part(none, none);
      case LOGIC_ROM -> part(cells.times(logicRom(a, 1).times(ports)), none);
      case MASK_ROM -> part(none, technology.rom().of(macroBits));
      case SRAM -> part(none, technology.sram().of(macroBits));
      // Registers have one content, and a tree of multiplexers for each port.
      case FLIP_FLOPS -> part(cells.times(bits * ENABLED_FLIP_FLOP_UM2 + ports * (bits - 8.0 * a.codewordBytes()) * MULTIPLEXER_UM2), none);
    };
  }

  /**
   * One copy, in {@code banks}. Beyond the tables that calibrated the law it is one end; the other is slices of a size that was synthesised, with
   * nothing shared among them, and the geometric mean is between.
   */
  private Band logicRom(Accelerator a, int banks) {
    double law = model.bankedRomUm2(a, banks);
    int slices = a.codebook().words() / SLICE_WORDS;
    if (a.codebook().words() / banks <= LARGEST_SYNTHESISED) {
      return Band.exactly(law);
    }
    double cut = model.bankedRomUm2(a, slices) + MULTIPLEXER_UM2 * 8 * a.codewordBytes() * (slices - banks);
    return new Band(law, Math.sqrt(law * cut), cut);
  }

  /** {@code a}'s codebook as {@code form} with one port, in {@code banks}; only a table of logic is larger for being cut. */
  Band banked(Accelerator a, CodebookForm form, int banks) {
    return form == CodebookForm.LOGIC_ROM ? technology.logic().factors().times(logicRom(a, banks)) : of(a, form, 1).total();
  }

  private static AreaPart part(Band logic, Band memory) {
    return new AreaPart(ChipPart.CODEBOOK.words(), logic, memory);
  }

  /** The forms that a codebook can have, in the order of a table. */
  static List<CodebookForm> forms() {
    return List.of(CodebookForm.LOGIC_ROM, CodebookForm.MASK_ROM, CodebookForm.SRAM, CodebookForm.FLIP_FLOPS);
  }
}
