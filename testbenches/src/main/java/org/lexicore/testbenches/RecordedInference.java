package org.lexicore.testbenches;

import java.util.Map;

/**
 * One inference as the simulator ran it: what a bench without Java feeds to the RTL, and what must come out.
 *
 * @param input content of region INPUT
 * @param memory all bytes from address 0 to the map's end, after the inference; what nobody wrote is 0
 * @param registers values that hold under any memory timing, by register name
 * @param cycles that it took
 */
public record RecordedInference(byte[] input, byte[] memory, Map<String, Integer> registers, long cycles) {}
