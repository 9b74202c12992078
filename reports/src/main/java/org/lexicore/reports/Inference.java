package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import org.lexicore.model.result.DramUse;
import org.lexicore.reports.energy.EnergyEstimate;

/**
 * One inference among several that follow each other without a reset.
 *
 * @param occasion {@code first}, {@code steady} (the same network ran before), {@code switched} (another network ran before)
 * @param cycles from the accepted start to the interrupt
 * @param timeMs at the accelerator's clock
 * @param utilisation the network's multiply-accumulates per multiplier and cycle, 0 to 1
 * @param activity what the datapath did beside multiplications, by the keys of {@link org.lexicore.model.result.Activity}
 * @param dram what timed DRAM did
 * @param energy in pJ by part; none in a node without factors
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Inference(
    String occasion, long cycles, double timeMs, double utilisation, DramBytes dramBytes, ArrayCycles arrayCycles,
    Map<String, Long> activity, Optional<DramUse> dram, Optional<EnergyEstimate> energy) {
  /** The same figures on another occasion. */
  Inference on(String other) {
    return new Inference(other, cycles, timeMs, utilisation, dramBytes, arrayCycles, activity, dram, energy);
  }

  /** Right after the reset: everything has to be loaded. */
  public static final String FIRST = "first";

  /** The same network ran before. */
  public static final String STEADY = "steady";

  /** Another network ran before. */
  public static final String SWITCHED = "switched";
}
