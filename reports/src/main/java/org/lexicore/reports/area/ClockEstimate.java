package org.lexicore.reports.area;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.lexicore.reports.NodeScaling;

/**
 * A clock beside what the cells reach, without wires, clock tree and the access of macros.
 *
 * @param clockMhz the accelerator's clock
 * @param longestNs the longest path in 0.18 µm cells at 1.8 V and 25 °C
 * @param synthesisedMhz the clock that these cells reach
 * @param error of the model on accelerators that did not calibrate it; of none where the path was measured
 * @param nodeNm the accelerator's process node
 * @param nodeMhz the clock that cells of that node reach, by published factors of delay; none where there are no factors
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ClockEstimate(
    double clockMhz, double longestNs, double synthesisedMhz, ModelError error, int nodeNm, OptionalDouble nodeMhz) {
  /** How the clock compares. */
  public enum Verdict {
    /** Cells of 0.18 µm reach it, and those of the node are no slower. */
    @JsonProperty("below_synthesised_cells")
    BELOW_SYNTHESISED_CELLS,
    /** Cells of 0.18 µm do not reach it; scaled to the node they do. */
    @JsonProperty("below_scaled_cells")
    BELOW_SCALED_CELLS,
    /** No cells of the node reach it. */
    @JsonProperty("above")
    ABOVE,
    /** Nothing is known of the cells of the node that would say. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** How the clock compares with what the cells reach. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Verdict verdict() {
    if (nodeNm <= LogicScaling.SYNTHESISED_NM && clockMhz <= synthesisedMhz) {
      return Verdict.BELOW_SYNTHESISED_CELLS;
    }
    if (nodeNm == LogicScaling.SYNTHESISED_NM || nodeMhz.isPresent() && clockMhz > nodeMhz.getAsDouble()) {
      return Verdict.ABOVE;
    }
    return nodeMhz.isPresent() ? Verdict.BELOW_SCALED_CELLS : Verdict.UNKNOWN;
  }

  /** Where the figures are from, in a sentence. */
  public String basis() {
    String path = String.format(Locale.ROOT, "longest path %.2f ns in 0.18 um cells, %s, without wires, clock tree and the access of macros: %.1f MHz",
        longestNs, error.samples() == 0 ? "by OpenSTA" : "by a model that is off by " + percent(error.mean()) + " on average and " + percent(error.max())
            + " at most on " + error.samples() + " accelerators held out", synthesisedMhz);
    return nodeMhz.isPresent()
        ? path + String.format(Locale.ROOT, "; at %d nm and %.1f V %.0f MHz (delays of Stillmaker & Baas 2017; no measured error)", nodeNm,
            NodeScaling.VOLTS, nodeMhz.getAsDouble())
        : path;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** What that means for the clock, in a sentence. */
  public String words() {
    return switch (verdict()) {
      case BELOW_SYNTHESISED_CELLS -> of(synthesisedMhz) + " that 0.18 um cells reach: the rest is for wires, clock tree and memories";
      case BELOW_SCALED_CELLS -> of(nodeMhz.getAsDouble()) + " that cells of " + nodeNm + " nm reach by published factors, which are not measured here:"
          + " the rest is for wires, clock tree and memories";
      case ABOVE -> String.format(Locale.ROOT, "clock_mhz %s is above the %.1f MHz that cells of %d nm reach: nothing shows that it can be met", clock(),
          nodeMhz.orElse(synthesisedMhz), nodeNm);
      case UNKNOWN -> String.format(Locale.ROOT, "clock_mhz %s: no published delays for %d nm; 0.18 um cells reach %.1f MHz", clock(), nodeNm,
          synthesisedMhz);
    };
  }

  private String of(double reached) {
    return String.format(Locale.ROOT, "clock_mhz %s is %.0f %% of the %.1f MHz", clock(), 100 * clockMhz / reached, reached);
  }

  private String clock() {
    return BigDecimal.valueOf(clockMhz).stripTrailingZeros().toPlainString();
  }

  /** Whether somebody should look at it. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public boolean flagged() {
    return verdict() == Verdict.ABOVE || verdict() == Verdict.UNKNOWN;
  }
}
