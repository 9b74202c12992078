package org.lexicore.reports.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.lexicore.reports.DramBytes;
import org.lexicore.reports.energy.Band;
import org.lexicore.reports.energy.EnergyEstimate;

/** What an inference costs, as the study compares it. */
public enum Metric {
  @JsonProperty("dram_bytes")
  DRAM("DRAM bytes"),
  @JsonProperty("cycles")
  CYCLES("cycles"),
  @JsonProperty("energy_pj")
  ENERGY("energy, pJ");

  private final String title;

  Metric(String title) {
    this.title = title;
  }

  /** What people call it, with its unit. */
  public String title() {
    return title;
  }

  /** Its value where all three are known; the typical energy, 0 where there is no estimate. */
  double of(long cycles, DramBytes bytes, Optional<EnergyEstimate> energy) {
    return switch (this) {
      case DRAM -> bytes.total();
      case CYCLES -> cycles;
      case ENERGY -> energy.map(EnergyEstimate::total).map(Band::typical).orElse(0.0);
    };
  }
}
