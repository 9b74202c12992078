package org.lexicore.reports.area;

/**
 * A codebook with random codewords, or a slice of one, as logic.
 *
 * @param name what it is for: {@code size} of a series of sizes, {@code slice} of a series of slices
 * @param words codewords
 * @param bits of a codeword
 * @param um2 of 0.18 µm cells, the output register included
 */
public record SynthesisedRom(String name, int words, int bits, double um2) {}
