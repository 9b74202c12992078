package org.lexicore.reports;

/**
 * The outcome of a lockstep run of simulator and Verilog.
 *
 * @param cyclesCompared cycles in which every signal was compared
 * @param signalsCompared signals a cycle
 */
public record Verification(long cyclesCompared, int signalsCompared, long divergences) {}
