package org.lexicore.reports;

/**
 * What the weights take to store, everything counted: indices, scales, plain weights; with and without the codebooks.
 *
 * @param count weights of the network
 * @param bitsPerWeight with the codebooks that this network needs
 * @param bitsPerWeightWithoutCodebook where the codebooks are there anyway, in a ROM or shared
 */
public record Weights(long count, double bitsPerWeight, double bitsPerWeightWithoutCodebook) {}
