package org.lexicore.reports;

/**
 * The accelerator's hardware, counted.
 *
 * @param multipliers8 int8 × 9-bit multipliers of the array
 * @param multipliers16 16-bit multipliers of the lanes
 * @param ramBits bits in RAMs
 * @param romBits bits in ROMs
 */
public record Hardware(long multipliers8, long multipliers16, long flipFlops, long ramBits, long romBits) {}
