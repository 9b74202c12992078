package org.lexicore.reports;

/**
 * The accelerator's hardware, counted before any optimisation.
 *
 * @param multipliers of 8 × 9 bits, in the array
 * @param byteMultipliers of 8 × 8 or 9 bits, in the requantisers
 * @param ramBits in all RAMs, small queues included
 */
public record Hardware(long multipliers, long byteMultipliers, long flipFlops, long ramBits, long romBits) {}
