package org.lexicore.reports.area;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.reports.Band;

/**
 * The area of any accelerator in milliseconds: logic from the model that synthesis calibrated, memories from published cells, both at
 * the accelerator's process node.
 *
 * <p>The codebook is a part that can be exchanged: the same accelerator may be asked for with each form of it.
 */
public final class AreaModel {
  /** Codewords up to which the generator writes a ROM as a table, which is then logic; beyond, it is a macro. */
  private static final int LARGEST_TABLE = 4096;

  private final LogicModel model;
  private final ModelError error;

  /** With {@code model} for the logic. */
  public AreaModel(LogicModel model) {
    this.model = model;
    this.error = model.heldOutError();
  }

  /** With the stored synthesis results. */
  public static AreaModel calibrated() {
    return Calibrated.MODEL;
  }

  /** Fitted once, and only if somebody asks. */
  private static final class Calibrated {
    private static final AreaModel MODEL = new AreaModel(LogicModel.fit(SynthesisData.stored()));
  }

  /** The area of {@code accelerator} as the generator writes it. */
  public AreaEstimate of(Accelerator accelerator) {
    return of(accelerator, formOf(accelerator));
  }

  /** The area of {@code accelerator} with its codebook as {@code form}; the decoder in front of it is there in any case. */
  public AreaEstimate of(Accelerator accelerator, CodebookForm form) {
    Technology technology = Technology.of(accelerator.technology());
    Map<String, Double> cells = model.um2(accelerator);
    List<AreaPart> parts = new ArrayList<>();
    for (ChipPart part : ChipPart.values()) {
      if (part == ChipPart.CODEBOOK) {
        parts.add(new CodebookArea(model, technology).of(accelerator, form));
      } else {
        double um2 = part.modules().stream().mapToDouble(cells::get).sum();
        parts.add(new AreaPart(
            part.words(), technology.logic().factors().times(um2), technology.sram().of(Memories.bits(part, accelerator))));
      }
    }
    return new AreaEstimate(accelerator.technology().nodeNm(), form, parts, error, technology.sources(form));
  }

  /** The codebook of {@code accelerator} in all its forms. */
  public Map<CodebookForm, AreaPart> codebooks(Accelerator accelerator) {
    Map<CodebookForm, AreaPart> parts = new LinkedHashMap<>();
    CodebookArea area = new CodebookArea(model, Technology.of(accelerator.technology()));
    CodebookArea.forms().forEach(form -> parts.put(form, area.of(accelerator, form)));
    return parts;
  }

  /** Ways to serve {@code accelerator}'s ports from a codebook of {@code form}. */
  public List<PortArrangement> ports(Accelerator accelerator, CodebookForm form) {
    Technology technology = Technology.of(accelerator.technology());
    CodebookArea area = new CodebookArea(model, technology);
    Optional<Band> shared = form == CodebookForm.FLIP_FLOPS ? Optional.of(area.of(accelerator, form).total()) : Optional.empty();
    return PortArrangement.of(accelerator, banks -> area.banked(accelerator, form, banks), shared, technology.logic().factors());
  }

  /** The model of the logic. */
  public LogicModel logic() {
    return model;
  }

  /** The form that the generator gives {@code accelerator}'s codebook. */
  public static CodebookForm formOf(Accelerator accelerator) {
    return switch (accelerator.codebook()) {
      case CodebookStore.None none -> CodebookForm.NONE;
      case CodebookStore.Sram sram -> CodebookForm.SRAM;
      case CodebookStore.Rom rom -> rom.words() <= LARGEST_TABLE ? CodebookForm.LOGIC_ROM : CodebookForm.MASK_ROM;
    };
  }
}
