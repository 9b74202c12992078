package org.lexicore.reports.area;

/**
 * A codebook's ROM, or a slice of one, as logic.
 *
 * @param content what it holds, in words
 * @param words codewords
 * @param bits of a codeword
 * @param um2 of 0.18 µm cells, the output register included
 * @param seconds that the synthesis took
 */
public record SynthesisedRom(String content, int words, int bits, double um2, double seconds) {}
