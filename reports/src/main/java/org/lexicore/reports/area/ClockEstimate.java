package org.lexicore.reports.area;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
    /** Cells of 0.18 µm reach it, and those of a smaller node are faster. */
    @JsonProperty("met_by_synthesised_cells")
    MET_BY_SYNTHESISED_CELLS,
    /** Cells of 0.18 µm do not reach it; scaled to the node they do. */
    @JsonProperty("met_by_scaling")
    MET_BY_SCALING,
    /** No cells known here reach it. */
    @JsonProperty("too_fast")
    TOO_FAST
  }

  /** How the clock compares with what the cells reach. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Verdict verdict() {
    if (clockMhz <= synthesisedMhz) {
      return Verdict.MET_BY_SYNTHESISED_CELLS;
    }
    return nodeMhz.isPresent() && clockMhz <= nodeMhz.getAsDouble() ? Verdict.MET_BY_SCALING : Verdict.TOO_FAST;
  }

  /** Where the figures are from, in a sentence. */
  public String basis() {
    String path = String.format(Locale.ROOT, "longest path %.2f ns in 0.18 um cells, %s, without wires, clock tree and the access of macros: %.0f MHz",
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
    return String.format(Locale.ROOT, switch (verdict()) {
      case MET_BY_SYNTHESISED_CELLS -> "clock_mhz %.0f is below that, which leaves the rest of the cycle to wires";
      case MET_BY_SCALING -> "clock_mhz %.0f is above the 0.18 um cells and below those of the node, which leaves the rest of the cycle to wires";
      case TOO_FAST -> "WARNING: clock_mhz %.0f is above that: nothing shows that it can be met";
    }, clockMhz);
  }
}
