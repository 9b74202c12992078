package org.lexicore.reports.area;

import java.util.List;
import org.lexicore.reports.Band;

/**
 * The area of an accelerator by part, in µm².
 *
 * @param nodeNm the process node
 * @param codebook the form that its codebook has
 * @param parts cells and macros of each part
 * @param logicError how far the model's logic was from synthesis, on accelerators that did not calibrate it
 * @param sources where factors and cells are from
 */
public record AreaEstimate(int nodeNm, CodebookForm codebook, List<AreaPart> parts, ModelError logicError, List<String> sources) {
  /** Cells of all parts. */
  public Band logic() {
    return parts.stream().map(AreaPart::logic).reduce(Band.ZERO, Band::plus);
  }

  /** Macros of all parts. */
  public Band memory() {
    return parts.stream().map(AreaPart::memory).reduce(Band.ZERO, Band::plus);
  }

  /** The codeword store, all ports. */
  public Band store() {
    return parts.stream().filter(part -> part.part().equals(ChipPart.CODEBOOK.words())).map(AreaPart::total)
        .reduce(Band.ZERO, Band::plus);
  }

  /** Both. */
  public Band total() {
    return logic().plus(memory());
  }
}
