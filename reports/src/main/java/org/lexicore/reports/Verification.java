package org.lexicore.reports;

/**
 * The outcome of a lockstep run of simulator and Verilog.
 *
 * @param cyclesCompared cycles of the first inference in which every signal was compared, and was equal
 * @param signalsCompared signals a cycle
 */
public record Verification(long cyclesCompared, int signalsCompared, long divergences) {}
