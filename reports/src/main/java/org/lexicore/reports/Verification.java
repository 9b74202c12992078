package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of a lockstep run of simulator and Verilog.
 *
 * @param cyclesCompared cycles of the first inference in which every signal was compared, and was equal
 * @param signalsCompared signals a cycle
 * @param divergences signals that differ in the first cycle in which any does
 * @param occasions cycles compared of each inference, by its occasion
 * @param networks what was compared of each network, where several took turns
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Verification(
    long cyclesCompared, int signalsCompared, long divergences, Map<String, Long> occasions, Optional<List<OfNetwork>> networks) {
  /**
   * One of the networks that took turns.
   *
   * @param inferences of it that ran
   * @param cyclesCompared cycles of them in which every signal was compared
   * @param divergences signals that differ in the first cycle in which any does, if the comparison ended in one of its
   *     inferences
   */
  public record OfNetwork(String network, int inferences, long cyclesCompared, long divergences) {}

  public Verification {
    // Results of earlier versions know of the first alone.
    occasions = occasions == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(occasions));
  }
}
