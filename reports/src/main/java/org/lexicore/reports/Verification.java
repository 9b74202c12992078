package org.lexicore.reports;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outcome of a lockstep run of simulator and Verilog.
 *
 * @param cyclesCompared cycles of the first inference in which every signal was compared, and was equal
 * @param signalsCompared signals a cycle
 * @param divergences signals that differ in the first cycle in which any does
 * @param occasions cycles compared of each inference, by its occasion
 */
public record Verification(long cyclesCompared, int signalsCompared, long divergences, Map<String, Long> occasions) {
  public Verification {
    // Results of earlier versions know of the first alone.
    occasions = occasions == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(occasions));
  }
}
