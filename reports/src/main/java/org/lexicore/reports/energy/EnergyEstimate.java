package org.lexicore.reports.energy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.lexicore.reports.Band;

/** Energy by part, in pJ. */
public record EnergyEstimate(Map<EnergyPart, Band> parts) {
  public EnergyEstimate {
    parts = Collections.unmodifiableMap(new EnumMap<>(parts));
  }

  /** All parts together. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Band total() {
    return parts.values().stream().reduce(Band.ZERO, Band::plus);
  }

  /** Two operations for each of {@code macs} multiply-accumulates of the network, per pJ: as many TOPS per watt. */
  public Band topsPerWatt(long macs) {
    Band total = total();
    return new Band(2 * macs / total.high(), 2 * macs / total.typical(), 2 * macs / total.low());
  }

  /** On chip: all but the DRAM. */
  public Band onChip() {
    return parts.entrySet().stream().filter(part -> part.getKey() != EnergyPart.DRAM).map(Map.Entry::getValue).reduce(Band.ZERO, Band::plus);
  }
}
