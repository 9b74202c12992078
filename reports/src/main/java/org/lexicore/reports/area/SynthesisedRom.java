package org.lexicore.reports.area;

/**
 * A codebook of random codewords and one port, as logic.
 *
 * @param heldOut whether it judges the model, instead of calibrating it
 * @param words codewords
 * @param bits of a codeword
 * @param um2 of 0.18 µm cells, the output register included
 */
public record SynthesisedRom(boolean heldOut, int words, int bits, double um2) {}
